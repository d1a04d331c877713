import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { finished } from "./finished.ts";
import { ladder } from "./ladder.ts";
import { TcpModel } from "./tcp-model.tsx";

const html = renderToStaticMarkup(<TcpModel />);

describe("the model of TCP, as the server draws it", () => {
  it("says that it is a model, and that nothing of it has happened", () => {
    expect(html).toContain(">Model</span>");
    expect(html).toContain("Nothing here has happened");
  });

  it("shows a whole exchange: opened, used three times, and closed by both", () => {
    const last = finished.at(-1);
    expect(last).toMatchObject({
      answered: 3,
      client: { state: "CLOSED" },
      server: { state: "CLOSED" },
    });
    for (const state of ["SYN-SENT", "SYN-RECEIVED", "FIN-WAIT-2", "LAST-ACK", "TIME-WAIT"])
      expect(html).toContain(`>${state}</text>`);
  });

  it("has every step in an ordered list, since the picture is not read out", () => {
    const { rungs } = ladder(finished.at(-1)?.happened ?? []);
    const items = [...html.matchAll(/<li>(.*?)<\/li>/g)].map(([, text]) => text);
    expect(items).toEqual(rungs.map(({ sentence }) => sentence));
    expect(html).toMatch(/<svg aria-hidden="true"/);
  });

  it("lets each side be told what to do, and says who may speak", () => {
    for (const who of ["Client", "Server", "Network"])
      expect(html).toContain(`role="group" aria-label="${who}"`);
    expect(html).toContain("Who may speak now?");
    // What cannot be done now can still be pressed: it says why.
    expect(html).toMatch(/<button[^>]*aria-disabled="true"[^>]*>Answer</);
    expect(html).toMatch(/<button(?![^>]*aria-disabled)[^>]*>Connect</);
  });
});
