// Clients on pages of another origin, in a real browser: what it lets them read is what the learner's server allows, and
// what it asks nobody about (a WebSocket) is for the server to refuse.
import { expect, type Page, test } from "@playwright/test";
import { CORS_CASES, FRIEND, type Outcome, STRANGER } from "#lessons-server/testing/cors-cases.ts";
import type { TraceEvent } from "#trace/event.ts";
import { type Files, isIn, logOf, startPlayground } from "./playground.ts";

const serverWith = (options: string): Files => ({
  "server.js": `import { Server } from "socket.io"; new Server(3000, ${options});`,
  "client.js": `
    const answer = await fetch("http://localhost:3000/socket.io/?EIO=4&transport=polling").catch((error) => error);
    log(answer instanceof Error ? "cannot read the answer" : "reads the answer: " + answer.status);
  `,
});

type Transport = "polling" | "websocket";

/** Four clients without code: each origin by each transport. */
async function outcomes(page: Page, site: string, options: string): Promise<readonly Outcome[]> {
  const { open, until } = await startPlayground(page, site, serverWith(options));
  const found: Outcome[] = [];
  for (const origin of [FRIEND, STRANGER])
    for (const transport of ["polling", "websocket"] as const satisfies readonly Transport[]) {
      const name = `${origin === FRIEND ? "friend" : "stranger"}-${transport}`;
      await open({ name, origin, transports: [transport], reconnection: false });
      const event = await until(
        (one: TraceEvent) => isIn(name, "connected")(one) || isIn(name, "refused")(one),
      );
      found.push(isIn(name, "connected")(event) ? "connected" : "refused");
    }
  return found;
}

test.describe("a client on a page of another origin", () => {
  for (const { what, options, expected } of CORS_CASES)
    test(`comes in as the server says: ${what}`, async ({ page, baseURL }) => {
      expect(await outcomes(page, baseURL ?? "", options)).toEqual(expected);
    });

  test("reads what it fetches only where it is allowed to", async ({ page, baseURL }) => {
    const { open, until } = await startPlayground(
      page,
      baseURL ?? "",
      serverWith(`{ cors: { origin: "${FRIEND}" } }`),
    );
    await open({ name: "friend", origin: FRIEND, file: "client.js" });
    await until(logOf("friend", "reads the answer: 200"));
    await open({ name: "stranger", origin: STRANGER, file: "client.js" });
    await until(logOf("stranger", "cannot read the answer"));
    await open({ name: "home", file: "client.js" });
    await until(logOf("home", "reads the answer: 200"));
  });
});
