// The `cors` option in every shape that people give it, with the effect that it has in Node: on polling, on a preflight,
// on an upgrade, and on the client's files.
import { describe, expect, it } from "vitest";
import { expectLikeNode, POLLING, type Steps, WEBSOCKET } from "../testing/like-node.ts";
import { servedSandboxes } from "../testing/served-sandboxes.ts";

const { serve } = servedSandboxes();

const ORIGIN = "http://me.example";
const everywhere: Steps = async ({ ask, upgrade }) => [
  await ask(POLLING, { headers: { Origin: ORIGIN } }),
  await ask(POLLING, {
    method: "OPTIONS",
    headers: {
      Origin: ORIGIN,
      "Access-Control-Request-Method": "POST",
      "Access-Control-Request-Headers": "x-mine",
    },
  }),
  await upgrade(WEBSOCKET, { origin: ORIGIN }),
  (await ask("/socket.io/socket.io.min.js.map", { headers: { Origin: ORIGIN } })).headers,
];

describe("cors is like in Node", () => {
  it.each<[what: string, cors: string]>([
    ["undefined", "undefined"],
    ["false", "false"],
    ["true: everybody", "true"],
    ["a star, which is no option: everybody", `"*"`],
    ["an origin, which is no option: everybody", `"http://a.example"`],
    ["a list, which is no option: everybody", `["http://a.example"]`],
    ["nothing said: everybody", "{}"],
    ["a misspelt option: everybody", `{ origins: ["http://a.example"] }`],
    ["an origin that is undefined: nobody", "{ origin: undefined }"],
    ["an origin that is empty: nobody", `{ origin: "" }`],
    ["an origin that is false: nobody", "{ origin: false }"],
    ["an origin that is null: nobody", "{ origin: null }"],
    ["a star as origin", `{ origin: "*" }`],
    ["one origin", `{ origin: "http://a.example" }`],
    ["one origin with a slash behind", `{ origin: "${ORIGIN}/" }`],
    ["whoever asks", "{ origin: true }"],
    ["a number as origin", "{ origin: 5 }"],
    ["an object as origin", "{ origin: {} }"],
    ["one of a list", `{ origin: ["http://a.example", "${ORIGIN}"] }`],
    ["none of a list", `{ origin: ["http://a.example"] }`],
    ["an empty list", "{ origin: [] }"],
    ["lists in a list", `{ origin: [["${ORIGIN}"]] }`],
    ["a pattern", String.raw`{ origin: /me\.example$/ }`],
    ["a pattern that does not fit", `{ origin: /you/ }`],
    ["a pattern in a list", `{ origin: ["http://a.example", /ME/i] }`],
    [
      "a function as origin",
      `{ origin: (origin, decide) => decide(null, origin === "${ORIGIN}") }`,
    ],
    ["a function that refuses", `{ origin: (origin, decide) => decide(null, false) }`],
    [
      "a function that decides later",
      `{ origin: (origin, decide) => setTimeout(decide, 1, null, "http://b.example") }`,
    ],
    ["a function that fails", `{ origin: (origin, decide) => decide(new Error("not you")) }`],
    [
      "a function for all of it",
      `(req, decide) => decide(null, { origin: req.headers.origin === "${ORIGIN}", credentials: true })`,
    ],
    ["credentials", `{ origin: "${ORIGIN}", credentials: true }`],
    ["credentials that are text", `{ origin: "${ORIGIN}", credentials: "true" }`],
    ["credentials for everybody", `{ origin: "*", credentials: true }`],
    ["methods", `{ methods: ["GET", "POST"] }`],
    ["methods as text", `{ methods: "GET" }`],
    ["headers", `{ allowedHeaders: ["x-a", "x-b"], exposedHeaders: "x-c" }`],
    ["headers by their old name", `{ headers: "x-old" }`],
    ["an age", "{ maxAge: 600 }"],
    ["an age as text", `{ maxAge: "600" }`],
    ["an age of nothing", "{ maxAge: 0 }"],
    ["another status", "{ optionsSuccessStatus: 200 }"],
    ["preflights that continue", "{ preflightContinue: true }"],
    ["preflights that continue, by a pattern", "{ origin: /me/, preflightContinue: true }"],
  ])("%s", async (_what, cors) => {
    await expectLikeNode(
      serve,
      `const { Server } = require("socket.io"); const io = new Server(PORT, { cors: ${cors} });`,
      everywhere,
    );
  });
});

describe("in a sandbox", () => {
  it("a cors without methods ends the program at the first preflight, as in Node", async () => {
    const served = await serve(
      `const { Server } = require("socket.io"); new Server(3000, { cors: { methods: undefined } });`,
    );
    await fetch(`${served.url}${POLLING}`);
    const answer = fetch(`${served.url}${POLLING}`, { method: "OPTIONS" }).catch(() => "cut");
    const { fault } = await served.crash();
    expect(fault).toMatchObject({ name: "TypeError", during: "handler" });
    expect(await answer).toBe("cut");
  });

  it("a pattern costs the program, never the gateway", async () => {
    const served = await serve(
      `const { Server } = require("socket.io"); new Server(3000, { cors: { origin: /^(a+)+$/ } });`,
    );
    void fetch(`${served.url}${POLLING}`, { headers: { Origin: `${"a".repeat(40)}!` } }).catch(
      () => undefined,
    );
    const { fault, why } = await served.crash();
    expect([why, fault.during]).toEqual(["killed", "budget"]);
  });

  it("a line break in an option reaches no header", async () => {
    const served = await serve(
      `const { Server } = require("socket.io"); new Server(3000, { cors: { origin: "a\\r\\nX-Bad: 1" } });`,
    );
    expect((await fetch(`${served.url}${POLLING}`)).headers.has("x-bad")).toBe(false);
    expect(served.facts("limit")).toMatchObject([{ what: "corsCharacters" }]);
  });
});
