// The options of `new Server(…)` that Engine.IO acts on, on the wire: the same answers as under Node.
import { connect } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { WebSocket } from "ws";
import { expectLikeNode, POLLING, type Steps, WEBSOCKET } from "../testing/like-node.ts";
import { once, servedSandboxes } from "../testing/served-sandboxes.ts";

const { serve } = servedSandboxes();

const program = (options: string, more = ""): string => `
  const { Server } = require("socket.io");
  const io = new Server(PORT, ${options});
  io.on("connection", (socket) => { socket.on("echo", (value, answer) => answer(value)); ${more} });`;

/** The handshake over both transports. */
const both: Steps = async ({ ask, upgrade }) => [await ask(POLLING), await upgrade(WEBSOCKET)];
const compressing: Steps = async ({ ask, upgrade }) => [
  await ask(POLLING, { headers: { "Accept-Encoding": "gzip" } }),
  await ask(POLLING, { headers: { "Accept-Encoding": "identity" } }),
  await upgrade(WEBSOCKET, { perMessageDeflate: true }),
  await upgrade(WEBSOCKET, {
    perMessageDeflate: { clientMaxWindowBits: 10, serverNoContextTakeover: true },
  }),
];
const echoed =
  (transport: string, value: unknown): Steps =>
  async ({ client }) =>
    client({ transports: [transport] }).emitWithAck("echo", value) as Promise<unknown>;
const LONG = "x".repeat(3_000);

/** All that comes back to bytes on a connection of their own, until the server closes it. */
function rawly(url: string, ...lines: string[]): Promise<string> {
  const socket = connect(Number(new URL(url).port), "localhost", () =>
    socket.write(`${lines.join("\r\n")}\r\n\r\n`),
  );
  onTestFinished(() => void socket.destroy());
  let all = "";
  socket.setEncoding("latin1").on("data", (piece: string) => (all += piece));
  return new Promise((resolve) => socket.once("close", () => resolve(all)));
}
const upgradeTo = (path: string): string[] => [
  `GET ${path} HTTP/1.1`,
  "Host: x",
  "Connection: Upgrade",
  "Upgrade: websocket",
  "Sec-WebSocket-Version: 13",
  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
];

describe("like in Node", () => {
  it.each<[string, string, Steps]>([
    ["no options", program("{}"), both],
    [
      "pingInterval, pingTimeout, maxHttpBufferSize",
      program("{ pingInterval: 300, pingTimeout: 200, maxHttpBufferSize: 5000 }"),
      both,
    ],
    [
      "numbers as text",
      program(`{ maxHttpBufferSize: "5000" }`),
      async ({ client }) => once(client(), "connect"),
    ],
    [
      "a body that is too large",
      program("{ maxHttpBufferSize: 50 }"),
      async ({ ask }) => {
        const { sid } = JSON.parse((await ask(POLLING)).body.slice(1)) as { sid: string };
        return ask(`${POLLING}&sid=${sid}`, { method: "POST", body: `4${LONG}` });
      },
    ],
    ["transports: polling only", program(`{ transports: ["polling"] }`), both],
    ["transports: WebSocket only", program(`{ transports: ["websocket"] }`), both],
    ["transports: none", program(`{ transports: [] }`), both],
    ["allowUpgrades: false", program("{ allowUpgrades: false }"), both],
    ["allowUpgrades: null", program("{ allowUpgrades: null }"), both],
    ["cookie: true", program("{ cookie: true }"), both],
    [
      "cookie with all its parts",
      program(
        `{ cookie: { name: "sid", path: "/x", httpOnly: false, sameSite: "Strict", secure: true, maxAge: 60, priority: "high", partitioned: true } }`,
      ),
      both,
    ],
    ["cookie that is false", program("{ cookie: false }"), both],
    ["perMessageDeflate: true", program("{ perMessageDeflate: true }"), compressing],
    [
      "perMessageDeflate from the first byte",
      program(
        "{ perMessageDeflate: { threshold: 0, serverMaxWindowBits: 9, zlibDeflateOptions: { level: 9 } } }",
      ),
      compressing,
    ],
    ["perMessageDeflate: false", program("{ perMessageDeflate: false }"), compressing],
    [
      "perMessageDeflate on a long message",
      program("{ perMessageDeflate: true }"),
      echoed("websocket", LONG),
    ],
    [
      "httpCompression from the first byte",
      program("{ httpCompression: { threshold: 0 } }"),
      compressing,
    ],
    ["httpCompression: true", program("{ httpCompression: true }"), compressing],
    [
      "httpCompression on a long message",
      program("{ httpCompression: { threshold: 100 } }"),
      echoed("polling", LONG),
    ],
    [
      "httpCompression, but not of this message",
      program(
        "{ httpCompression: { threshold: 100 } }",
        `socket.on("plain", () => socket.compress(false).emit("long", "${LONG}"));`,
      ),
      async ({ client }) => {
        const socket = client({ transports: ["polling"] });
        socket.emit("plain");
        return once(socket, "long");
      },
    ],
    [
      "allowEIO3",
      program("{ allowEIO3: true }"),
      async ({ ask, upgrade }) => [
        await ask(POLLING.replace("EIO=4", "EIO=3")),
        await ask(`${POLLING.replace("EIO=4", "EIO=3")}&b64=1`),
        await upgrade(WEBSOCKET.replace("EIO=4", "EIO=3")),
        await ask(POLLING),
      ],
    ],
    ["without allowEIO3", program("{}"), async ({ ask }) => ask(POLLING.replace("EIO=4", "EIO=3"))],
    [
      "path",
      program(`{ path: "/live/" }`),
      async ({ ask }) => [
        await ask(POLLING.replace("/socket.io", "/live")),
        (await ask(POLLING)).status,
      ],
    ],
    [
      "addTrailingSlash: false",
      program(`{ addTrailingSlash: false }`),
      async ({ ask }) => [await ask(POLLING.replace("io/", "io")), await ask(POLLING)],
    ],
    [
      "with a trailing slash",
      program(`{}`),
      async ({ ask }) => [(await ask(POLLING.replace("io/", "io"))).status],
    ],
    [
      "an upgrade elsewhere",
      program("{ destroyUpgradeTimeout: 30 }"),
      async ({ url }) => rawly(url, ...upgradeTo("/elsewhere")),
    ],
    [
      "an upgrade of polling only",
      program(`{ transports: ["polling"] }`),
      async ({ url }) => (await rawly(url, ...upgradeTo(WEBSOCKET), "")).split("\r\n\r\n")[1],
    ],
    [
      "upgradeTimeout",
      program("{ upgradeTimeout: 100 }"),
      async ({ ask, url }) => {
        const { sid } = JSON.parse((await ask(POLLING)).body.slice(1)) as { sid: string };
        const socket = new WebSocket(`${url}${WEBSOCKET}&sid=${sid}`);
        const heard: string[] = [];
        socket.on("open", () => socket.send("2probe"));
        socket.on("message", (data) => heard.push((data as Buffer).toString()));
        return [await new Promise((closed) => socket.once("close", closed)), heard];
      },
    ],
    [
      "connectTimeout",
      program("{ connectTimeout: 50 }"),
      async ({ url }) => {
        const socket = new WebSocket(`${url}${WEBSOCKET}`);
        return new Promise((closed) => socket.once("close", closed));
      },
    ],
    [
      "what is given to attach, beneath what is given to the server",
      `const { Server } = require("socket.io"); const io = new Server({ pingInterval: 400 }); io.attach(PORT, { pingInterval: 500, pingTimeout: 600 });`,
      both,
    ],
    [
      "several servers on one port, by path",
      `
      const web = require("http").createServer((req, res) => res.end("web " + req.url));
      const { Server } = require("socket.io");
      const io = new Server(web); new Server(web, { path: "/two", pingInterval: 700 }); web.listen(PORT);`,
      async ({ ask }) => [
        await ask(POLLING),
        await ask(POLLING.replace("socket.io", "two")),
        await ask("/three"),
      ],
    ],
  ])("%s", async (_what, source, steps) => {
    await expectLikeNode(serve, source, steps);
  });
});

const inSandbox: typeof program = (...given) => `const PORT = 3000; ${program(...given)}`;

describe("in a sandbox", () => {
  it("bears an upgrade elsewhere for ever when it is told to", async () => {
    const served = await serve(`
      const { Server } = require("socket.io");
      const io = new Server(3000, { destroyUpgrade: false });
      io.on("connection", (socket) => socket.disconnect(true));`);
    const answer = rawly(served.url, ...upgradeTo("/elsewhere"));
    await served.until("http.request");
    await once(served.client(), "disconnect");
    served.sandbox.stop();
    expect(await answer).toMatch(/^HTTP\/1\.1 502 /);
  });

  it("takes a v2 client's packets", async () => {
    const served = await serve(
      inSandbox("{ allowEIO3: true }", `socket.emit("hi", socket.id === socket.conn.id);`),
    );
    const socket = new WebSocket(`${served.url}${WEBSOCKET.replace("EIO=4", "EIO=3")}`);
    const heard: string[] = [];
    await new Promise((done) =>
      socket.on("message", (data) => {
        const text = (data as Buffer).toString();
        heard.push(text.replace(/^0\{.*/, "0"));
        if (text.startsWith("42")) socket.send('420["echo",7]');
        if (text.startsWith("43")) socket.send("2");
        if (text === "3") done(undefined);
      }),
    );
    expect(heard).toEqual(["0", "40", '42["hi",true]', "430[7]", "3"]);
  });

  it("compresses frames, and says so in the trace", async () => {
    const served = await serve(inSandbox("{ perMessageDeflate: { threshold: 0 } }"));
    const client = await served.join({ perMessageDeflate: { threshold: 0 } });
    await client.emitWithAck("echo", LONG);
    const last = served.facts("frame").findLast(({ from }) => from === "server");
    expect(Buffer.from(last?.bytes.base64 ?? "", "base64")[0]).toBe(0xc1);
    expect(last?.bytes.size).toBeLessThan(100);
  });

  it("keeps a cookie below its own address", async () => {
    const served = await serve(inSandbox("{ cookie: true }"));
    const { headers } = await fetch(`${served.url}/@alice${POLLING}`);
    expect(headers.get("set-cookie")).toMatch(
      /^io=[\w-]{20}; Path=\/@alice\/; HttpOnly; SameSite=Lax$/,
    );
  });
});
