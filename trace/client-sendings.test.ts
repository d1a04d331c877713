// What the clients sent: arrived, waiting, or lost, and what took it up.
import { describe, expect, it } from "vitest";
import { type Builder, build } from "#trace/builder.ts";
import { arrivalSentence } from "#trace/client-sending-words.ts";
import { clientSendings } from "#trace/client-sendings.ts";
import type { ClientState, Deed } from "#trace/event.ts";

const said = (t: Builder): readonly string[] => clientSendings(t.trace()).map(arrivalSentence);
const told = (t: Builder, event: string, act = 1): void => {
  const deed: Deed = { do: "emit", nsp: "/", event, args: [] };
  t.fact({ kind: "act", act, client: "Alice", deed });
};
const reports = (t: Builder, state: ClientState, buffered = 0): void =>
  void t.fact({ kind: "client", client: "Alice", nsp: "/", state, buffered });
const WAITING: ClientState = { state: "reconnecting", attempt: 1, delay: 50 };

describe("what a client sent", () => {
  it("arrived, and was taken up in a turn that did something, or nothing that can be seen", () => {
    const t = build();
    t.connects("Alice");
    told(t, "say");
    t.sends("Alice", "say");
    t.broadcasts("said");
    t.sends("Alice", "psst");
    expect(said(t)).toEqual([
      "say arrived at the server. It was taken up in turn 3, for 0.5 ms.",
      "psst arrived at the server. It was taken up in turn 4, for 0.5 ms, and nothing that could be seen came of it.",
    ]);
    t.sendsInVain("Alice", "hello?");
    expect(said(t).at(-1)).toBe("hello? arrived at the server. Nothing listens for hello? there.");
    const [first, second] = clientSendings(t.trace());
    expect([first?.act, second?.act]).toEqual([expect.any(Number), undefined]);
  });

  it("waited in the client until there was a connection again, for as long as the gateway measured", () => {
    const t = build();
    t.connects("Alice");
    t.disconnects("Alice");
    reports(t, WAITING);
    told(t, "say");
    reports(t, WAITING, 1);
    t.waits(1_190);
    expect(said(t)).toEqual([
      "say waits in Alice's buffer, for 1 ms now: Alice is reconnecting. It leaves as soon as there is a connection.",
    ]);
    t.connects("Alice");
    t.sends("Alice", "say");
    expect(said(t)[0]).toMatch(/^say arrived at the server, after 1\.2 s in Alice's buffer\. /);
  });

  it("never arrived when the connection broke on its way, and what was told after it waits", () => {
    const t = build();
    t.connects("Alice");
    told(t, "lost");
    expect(said(t)).toEqual(["Alice was told to send lost; it has not arrived yet."]);
    t.disconnects("Alice", "ping timeout");
    told(t, "kept", 2);
    reports(t, WAITING, 1);
    expect(said(t)).toEqual([
      "lost never arrived: the connection broke on its way.",
      "kept waits in Alice's buffer, for 1 ms now: Alice is reconnecting. It leaves as soon as there is a connection.",
    ]);
    reports(t, { state: "gone", why: "removed" });
    expect(said(t)[1]).toBe("kept never arrived: Alice's program is gone (removed).");
  });

  it("never arrived when the client gave up, or the program ended", () => {
    const t = build();
    t.connects("Alice");
    told(t, "ask");
    t.fact({ kind: "act.failed", act: 1, client: "Alice", why: { is: "timeout", after: 500 } });
    told(t, "say", 2);
    t.fact({ kind: "run.ended", why: "stopped", code: 0 });
    expect(said(t)).toEqual([
      "ask never arrived: Alice gave up after 500 ms.",
      "say never arrived: the program has ended.",
    ]);
  });

  it("is not lost by what another client says of it", () => {
    const t = build();
    t.connects("Alice");
    told(t, "ask");
    t.fact({ kind: "act.failed", act: 1, client: "Bob", why: { is: "error", message: "no" } });
    expect(clientSendings(t.trace())).toMatchObject([{ fate: { fate: "under way" } }]);
  });

  it("may be an acknowledgement, and came from one of several tabs", () => {
    const t = build();
    t.connects("Alice");
    const second = t.connects("Alice");
    t.sends(second, "say");
    expect(clientSendings(t.trace())).toMatchObject([{ who: "Alice · tab 2", event: "say" }]);
  });
});
