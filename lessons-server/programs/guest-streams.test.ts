// Answers that leave as they are written: the same bytes as under Node, for whoever waits and for whoever goes away, and
// what the trace says of them.
import { connect } from "node:net";
import { describe, expect, it } from "vitest";
import { causes } from "#trace/cause.ts";
import { expectLikeNode, type Place } from "../testing/like-node.ts";
import { servedSandboxes } from "../testing/served-sandboxes.ts";

const { serve } = servedSandboxes();

/** A server with one handler, and `sleep`. */
const handled = (handler: string): string => `
const http = require("http").createServer(async (req, res) => { ${handler} });
const { Server } = require("socket.io");
const io = new Server(http);
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
http.listen(PORT);`;

/** What is of the moment, and what only a sandbox says. */
const OURS = /^(Date|Keep-Alive|Content-Security-Policy|X-Content-Type-Options): .*\r\n/gim;

/** Sends a request by hand and gives all that came back, until the server has closed the connection. */
async function raw({ url }: Place, request: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  socket.write(request.replaceAll("\n", "\r\n"));
  const pieces: Buffer[] = [];
  socket.on("data", (piece: Buffer) => pieces.push(piece));
  await new Promise((closed) => socket.once("close", closed));
  const [head = "", ...body] = Buffer.concat(pieces).toString("latin1").split("\r\n\r\n");
  const lines = `${head}\r\n`.replaceAll(OURS, "").split("\r\n");
  return [lines.toSorted().join("\n"), ...body].join("\r\n\r\n");
}

const GET = "GET /x HTTP/1.1\nHost: x\nConnection: close\n\n";

describe("an answer that is written in pieces", () => {
  it.each([
    ["at once", `res.write("one"); res.write(Buffer.from("two")); res.end("three");`],
    [
      "over time",
      `res.write("one"); await sleep(5); res.write("zwei ä"); await sleep(5); res.end();`,
    ],
    [
      "with a head of its own",
      `res.writeHead(201, "Made", { "X-Own": "1" }); res.write("a"); res.end("b");`,
    ],
    [
      "whose head goes first",
      `res.setHeader("X-Own", "1"); res.flushHeaders(); await sleep(5); res.end("late");`,
    ],
    [
      "that says how long it is",
      `res.setHeader("Content-Length", 6); res.write("abc"); await sleep(1); res.end("def");`,
    ],
    ["that says it has nothing", `res.statusCode = 204; res.write("gone"); res.end();`],
    ["of nothing", `res.write(""); res.end();`],
    ["in another encoding", `res.write("68690a", "hex"); res.end("aGkK", "base64");`],
    ["of a stream that is piped", `req.on("data", () => {}); res.write("x", () => res.end("y"));`],
  ])("leaves as under Node: %s", async (...[, handler]) => {
    await expectLikeNode(serve, handled(handler), (at) => raw(at, GET));
  });

  it("leaves as under Node for a HEAD, and for a client that knows no chunks", async () => {
    await expectLikeNode(
      serve,
      handled(`res.write("a"); await sleep(1); res.end("b");`),
      async (at) => [
        await raw(at, GET.replace("GET", "HEAD")),
        await raw(at, GET.replace("HTTP/1.1", "HTTP/1.0")),
      ],
    );
  });

  it("tells as Node does what becomes of it, and what cannot be written", async () => {
    const handler = `
      const hear = (name, one) => one.on(name, () => said.push(name));
      if (req.url === "/said") return void isOver.then(() => res.end(said.join(" ")));
      for (const name of ["finish", "close", "error"]) hear(name, res);
      req.on("close", () => { said.push("req close"); over(); });
      said.push(res.write("a"), res.headersSent, res.writableEnded);
      try { res.setHeader("X-Late", "1"); } catch (error) { said.push(error.code); }
      try { res.write(1); } catch (error) { said.push(error.code); }
      res.end("b", () => said.push("ended"));
      said.push(res.write("c"), res.writableEnded);`;
    const program = `const said = []; let over; const isOver = new Promise((r) => { over = r; });${handled(handler)}`;
    await expectLikeNode(serve, program, async (at) => [await at.ask("/x"), await at.ask("/said")]);
  });
});

describe("a stream of events", () => {
  it("reaches its client while it goes on, and hears when the client goes, in Node's order", async () => {
    const handler = `
      if (req.url === "/events") {
        res.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-cache" });
        let n = 0;
        const every = setInterval(() => res.write("data: " + ++n + "\\n\\n"), 5);
        req.on("aborted", () => told.push("aborted " + req.aborted));
        res.on("close", () => told.push("res close " + res.destroyed + res.writableFinished));
        req.on("close", () => {
          clearInterval(every);
          told.push("req close " + req.destroyed, res.write("lost"));
          gone();
        });
        return;
      }
      await isGone;
      res.end(told.join());`;
    const program = `const told = []; let gone; const isGone = new Promise((r) => { gone = r; });${handled(handler)}`;
    await expectLikeNode(serve, program, async (at) => {
      const leaving = new AbortController();
      const answer = await fetch(`${at.url}/events`, { signal: leaving.signal });
      const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
      let text = "";
      while (!text.includes("data: 3\n\n")) text += (await reader?.read())?.value ?? "";
      leaving.abort();
      const told = await at.ask("/told");
      return [answer.headers.get("content-type"), text.slice(0, 27), told.body];
    });
  });

  it("is a fact for its head and for each write, with the cause and the line of each", async () => {
    const served = await serve(`import { createServer } from "node:http";
import { Server } from "socket.io";
const streams = [];
const http = createServer((req, res) => {
  res.writeHead(200, { "Content-Type": "text/event-stream" });
  res.flushHeaders();
  streams.push(res);
});
new Server(http).on("connection", (socket) => {
  socket.on("say", async (text) => { await null;
    for (const res of streams) res.write(text); });
  socket.on("end", () =>
    streams[0].end());
});
http.listen(3000);`);
    const answer = await fetch(`${served.url}/events`);
    const client = await served.join();
    client.emit("say", "data: hello\n\n");
    client.emit("end");
    expect(await answer.text()).toBe("data: hello\n\n");
    const [head] = served.facts("http.response").filter(({ turn }) => turn !== undefined);
    expect(head).toMatchObject({ status: 200, body: { size: 0 }, where: { line: 6 } });
    const chunks = served.facts("http.chunk");
    expect(
      chunks.map(({ request, bytes, isLast, where }) => [request, bytes.size, isLast, where?.line]),
    ).toEqual([
      [head?.request, 13, false, 11],
      [head?.request, 0, true, 13],
    ]);
    const { beginningOf } = causes(served.run.recorder.trace());
    expect(chunks.map((chunk) => beginningOf(chunk)?.by)).toEqual(["packet", "packet"]);
    expect(head && beginningOf(head)).toMatchObject({ by: "request", request: head?.request });
  });

  it("is cut when its program dies, and so is what was not answered yet", async () => {
    const served = await serve(`import { createServer } from "node:http";
const http = createServer((req, res) => {
  if (req.url === "/die") throw new Error("dies");
  if (req.url === "/events") res.write("data: 1\\n\\n");
});
http.listen(3000);`);
    const answer = await fetch(`${served.url}/events`);
    const others = [fetch(`${served.url}/waits`), fetch(`${served.url}/die`)];
    const settled = await Promise.allSettled([answer.text(), ...others]);
    expect(settled.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    expect(await served.run.ended).toMatchObject({ why: "crashed" });
  });
});

describe("what a stream may not", () => {
  it("is to say more or less than it has promised: it is cut, so that nothing of it stands as another answer", async () => {
    const served = await serve(`import { createServer } from "node:http";
createServer((req, res) => {
  res.setHeader("Content-Length", 4);
  res.write("ab");
  res.end(req.url === "/more" ? "cdHTTP/1.1 200 OK\\r\\n\\r\\n" : "");
}).listen(3000);`);
    for (const path of ["/more", "/less"]) {
      const said = await served.raw(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`);
      expect(said.split("\r\n\r\n").slice(1)).toEqual(["ab"]);
    }
  });

  it("is to wait for ever for a client that does not read", async () => {
    const served = await serve(`import { createServer } from "node:http";
const big = Buffer.alloc(100_000);
createServer((req, res) => {
  const every = setInterval(() => res.write(big), 1);
  res.on("close", () => { clearInterval(every); console.log("closed"); });
}).listen(3000);`);
    const socket = connect(served.port, "127.0.0.1");
    socket.pause();
    socket.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    await served.until("log", ({ text }) => text === "closed");
    await served.until("limit", ({ what }) => what === "bufferedBytesAtOnce");
    socket.destroy();
  });
});
