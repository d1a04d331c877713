// `serveClient`: the files of the client library, as socket.io itself serves them.
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { expectLikeNode, POLLING, type Steps } from "./testing/like-node.ts";
import { servedSandboxes } from "./testing/served-sandboxes.ts";

const { serve } = servedSandboxes();

const FILES = ["", ".min", ".esm.min", ".msgpack.min"].flatMap((kind) => [
  `socket.io${kind}.js`,
  `socket.io${kind}.js.map`,
]);
const get =
  (path: string, headers: Record<string, string> = {}): Steps =>
  async ({ ask }) => {
    const { body, ...answer } = await ask(path, {
      headers: { "Accept-Encoding": "identity", ...headers },
    });
    return {
      ...answer,
      size: body.length,
      sha256: createHash("sha256").update(body).digest("hex"),
    };
  };
const program = (options = "{}", more = ""): string =>
  `const { Server } = require("socket.io"); const io = new Server(PORT, ${options}); ${more}`;

describe("like in Node", () => {
  it.each<[string, string, Steps]>([
    ...FILES.map((file): [string, string, Steps] => [file, program(), get(`/socket.io/${file}`)]),
    ["with a query", program(), get("/socket.io/socket.io.js?v=1")],
    ["as br", program(), get("/socket.io/socket.io.min.js", { "Accept-Encoding": "br, gzip" })],
    ["as gzip", program(), get("/socket.io/socket.io.min.js", { "Accept-Encoding": "gzip" })],
    [
      "that the browser has",
      program(),
      get("/socket.io/socket.io.js", { "If-None-Match": `"4.8.4"` }),
    ],
    [
      "that the browser has, weakly",
      program(),
      get("/socket.io/socket.io.js", { "If-None-Match": `W/"4.8.4"` }),
    ],
    [
      "that the browser has in another version",
      program(),
      get("/socket.io/socket.io.js", { "If-None-Match": `"4.0.0"` }),
    ],
    ["of a path of its own", program(`{ path: "/live" }`), get("/live/socket.io.min.js")],
    [
      "where it was, behind another path",
      program(`{ path: "/live" }`),
      get("/socket.io/socket.io.js"),
    ],
    ["that there is not", program(), get("/socket.io/socket.io.slim.js")],
    ["that lies elsewhere", program(), get("/socket.io/../package.json")],
    ["when none are served", program("{ serveClient: false }"), get("/socket.io/socket.io.js")],
    [
      "when serving was switched off too late",
      program("{}", "io.serveClient(false);"),
      get("/socket.io/socket.io.js"),
    ],
  ])("%s", async (_what, source, steps) => {
    await expectLikeNode(serve, source, steps);
  });

  it("beside Engine.IO on the same path", async () => {
    await expectLikeNode(serve, program(), async ({ ask }) => ask(POLLING));
  });
});

it("is the program's answer, and stands in the trace", async () => {
  const served = await serve(`const { Server } = require("socket.io"); new Server(3000);`);
  await (await fetch(`${served.url}/socket.io/socket.io.min.js`)).text();
  expect(served.facts("turn").map(({ trigger }) => trigger.by)).toEqual(["load", "request"]);
  const [answer] = served.facts("http.response");
  expect(answer).toMatchObject({ status: 200 });
  expect(answer?.body.size).toBeGreaterThan(1_000);
});
