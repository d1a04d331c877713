// Clients that speak garbage to a real program: the offender is refused, dropped or ignored, and whoever speaks
// properly to the same program notices nothing. (gateway/network-faults.test.ts has the bytes that are recorded.)
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { WebSocket } from "ws";
import { expectWitness, type Served, servedSandboxes } from "../testing/served-sandboxes.ts";

const { runner, serve } = servedSandboxes();
expectWitness(runner);

const ECHO = `import { Server } from "socket.io";
const io = new Server(3000, { maxHttpBufferSize: 10_000, connectTimeout: 300 });
io.on("connection", (socket) => {
  socket.onAny((event, ...args) => console.log("heard", typeof event, args.length));
  socket.on("echo", (value, answer) => answer?.(value));
});
`;

let served: Served;
let friend: Awaited<ReturnType<Served["join"]>>;

beforeEach(async () => {
  served = await serve(ECHO);
  friend = await served.join();
});

afterEach(async () => {
  expect(await friend.emitWithAck("echo", "still here")).toBe("still here");
  expect(served.facts("fault")).toEqual([]);
  expect(served.facts("run.ended")).toEqual([]);
});

const lines = (...text: string[]): string => `${text.join("\r\n")}\r\n\r\n`;
const UPGRADE = [
  "Host: x",
  "Upgrade: websocket",
  "Connection: Upgrade",
  "Sec-WebSocket-Version: 13",
  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
];
const ENGINE = "/socket.io/?EIO=4&transport=websocket";

describe("a client that does not speak HTTP", () => {
  it.each([
    ["a method that there is not", lines("BREW /pot HTTP/1.1", "Host: x"), /^HTTP\/1\.1 400 /],
    ["a version that there is not", lines("GET / HTTP/9.9", "Host: x"), /^HTTP\/1\.1 400 /],
    ["a header without a colon", lines("GET / HTTP/1.1", "Host x"), /^HTTP\/1\.1 400 /],
    ["TLS", Buffer.from("16030100a5010000a10303", "hex"), /^(HTTP\/1\.1 400 |$)/],
  ])("gets an error and is dropped: %s", async (_what, bytes, answer) => {
    expect(await served.raw(bytes)).toMatch(answer);
  });
});

describe("a client that does not speak WebSocket", () => {
  it.each([
    ["no version", UPGRADE.filter((line) => !line.includes("Version")), /^HTTP\/1\.1 400 /],
    [
      "a version that there is not",
      [...UPGRADE.filter((line) => !line.includes("Version")), "Sec-WebSocket-Version: 99"],
      /^HTTP\/1\.1 (400|426) /,
    ],
    [
      "a bad key",
      [...UPGRADE.filter((line) => !line.includes("Key")), "Sec-WebSocket-Key: x"],
      /^HTTP\/1\.1 400 /,
    ],
    [
      "an upgrade to something else",
      ["Host: x", "Upgrade: h2c", "Connection: Upgrade"],
      /^HTTP\/1\.1 400 /,
    ],
  ])("is refused: %s", async (_what, headers, answer) => {
    expect(await served.raw(lines(`GET ${ENGINE} HTTP/1.1`, ...headers))).toMatch(answer);
  });
});

describe("a client that does not speak Engine.IO", () => {
  it.each([
    [
      "no version",
      "/socket.io/?transport=polling",
      { code: 5, message: "Unsupported protocol version" },
    ],
    [
      "an old version",
      "/socket.io/?EIO=3&transport=polling",
      { code: 5, message: "Unsupported protocol version" },
    ],
    [
      "a transport that there is not",
      "/socket.io/?EIO=4&transport=pigeon",
      { code: 0, message: "Transport unknown" },
    ],
    [
      "a session that there is not",
      "/socket.io/?EIO=4&transport=polling&sid=nope",
      { code: 1, message: "Session ID unknown" },
    ],
    [
      "the name of a method as its session",
      "/socket.io/?EIO=4&transport=polling&sid=__proto__",
      { code: 1, message: "Session ID unknown" },
    ],
    ["nothing but the path", "/socket.io/", { code: 0, message: "Transport unknown" }],
  ])("is refused: %s", async (_what, target, refusal) => {
    const answer = await fetch(`${served.url}${target}`);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual(refusal);
  });

  it.each(["DELETE", "PUT", "PATCH"])("is refused: a session opened by %s", async (method) => {
    const answer = await fetch(`${served.url}/socket.io/?EIO=4&transport=polling`, { method });
    expect(answer.status).toBe(400);
  });

  it.each([
    ["a packet type that there is not", "9hello"],
    ["nothing", ""],
    ["an upgrade that never was", "5"],
    ["a second opening", `0{"sid":"x"}`],
    ["noise", "\u0000\uffff"],
  ])("is dropped or ignored once it is in: %s", async (_what, packet) => {
    const client = await open();
    client.send(packet);
    await closedOrAnswered(client);
  });
});

describe("a client that does not speak Socket.IO", () => {
  it.each([
    ["no JSON", `42["echo"`],
    ["JSON that is no list", `42{"echo":1}`],
    ["a packet type that there is not", "48[]"],
    ["an ack number beyond reason", `42${"9".repeat(400)}["echo",1]`],
    ["an error for the server", `44"no"`],
    ["a namespace that there is not", "40/nope,"],
    ["a namespace with no end", `40/${"n".repeat(9_000)}`],
    ["a handshake that is no object", `40"text"`],
    ["a handshake that is no JSON", "40{"],
    ["a number beyond reason", `42["echo",1e999999]`],
    ["a second handshake", "40"],
  ])("is dropped or ignored: %s", async (_what, packet) => {
    const client = await open();
    client.send("40");
    client.send(packet);
    // An attachment that was not announced, or the one that was: any kind of chaos behind it.
    client.send(Buffer.from([1, 2, 3]));
    await closedOrAnswered(client);
  });
});

/** A WebSocket that has an Engine.IO session, and has sent nothing. */
async function open(): Promise<WebSocket> {
  const client = new WebSocket(`${served.url.replace("http", "ws")}${ENGINE}`);
  client.on("error", () => undefined);
  onTestFinished(() => client.terminate());
  await new Promise((opened) => client.once("message", opened));
  return client;
}

/** Either the server closes, or it still answers a proper event. */
async function closedOrAnswered(client: WebSocket): Promise<void> {
  const closed = new Promise((resolve) => client.once("close", resolve));
  const answered = new Promise((resolve) =>
    client.on("message", (data: Buffer) => String(data).startsWith("437") && resolve(undefined)),
  );
  client.send("40");
  client.send(`427["echo","proper"]`);
  await Promise.race([closed, answered]);
}
