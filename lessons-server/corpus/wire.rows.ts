// Clients that send what no client would, and programs that do: the offender is dropped, refused or ignored, and
// whoever speaks properly to the same program notices nothing.
import { expect } from "vitest";
import { leaving, type Served } from "../testing/served-sandboxes.ts";
import { lines, frame, rawFrames, rawSession } from "./raw-client.ts";
import { goneAfterGo, inHandler, IO, type Row, thereAfterGo } from "./row.ts";

/** It repeats what it is sent. */
const ECHO = `${IO}io.on("connection", (socket) => {
  socket.on("echo", (value, answer) => answer?.(value));
  socket.onAny((event, ...args) => console.log("heard", typeof event, args.length));
});`;

const toEcho = (
  row: Pick<Row, "number" | "name">,
  act: (served: Served) => Promise<unknown>,
  limits: readonly string[] = [],
): Row => ({
  ...row,
  layer: "network",
  program: ECHO,
  act: async (served) => {
    const friend = await served.join();
    await act(served);
    expect(await friend.emitWithAck("echo", "still here")).toBe("still here");
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  },
  end: { is: "alive", limits },
});

/** Packets after which a session is closed for a reason that is in the trace. */
const ends = (number: number, name: string, packets: readonly (string | Buffer)[]): Row =>
  toEcho({ number, name }, async (served) => {
    const session = await rawSession(served);
    session.send(...packets);
    await session.closed();
    const { reason } = await served.until("session.closed");
    expect(reason).toMatch(/^(forced close|parse error|transport error|transport close)$/);
  });

/** Packets that nobody minds: the session answers the next proper one. */
const ignored = (number: number, name: string, packets: readonly (string | Buffer)[]): Row =>
  toEcho({ number, name }, async (served) => {
    const session = await rawSession(served);
    session.send(...packets, `427["echo","proper"]`);
    await session.heardOrClosed("437");
    expect(session.isClosed(), "the session was closed").toBe(false);
  });

/** Bytes of a WebSocket that end the connection, with this code if the server says one. */
const breaks = (number: number, name: string, bytes: readonly Buffer[]): Row =>
  toEcho({ number, name }, async (served) => {
    expect(await rawFrames(served, ...bytes)).toMatch(/^HTTP\/1\.1 101 /);
    await served.until("session.closed");
  });

/** No HTTP at all: an error at best. */
const refused = (number: number, name: string, bytes: string): Row =>
  toEcho({ number, name }, async (served) => {
    expect(await served.raw(bytes)).toMatch(/^HTTP\/1\.1 4\d\d /);
  });

const deep = `42["echo",${"[".repeat(1e5)}${"]".repeat(1e5)}]`;
const placeholder = (n: number): string => `{"_placeholder":true,"num":${n}}`;
const placeholders = (count: number): string =>
  `45${count}-["echo",${Array.from({ length: count }, (_, n) => placeholder(n)).join()}]`;
const bytes = Buffer.from([1, 2, 3]);

export const wireRows: readonly Row[] = [
  ends(26, "JSON nested 100,000 deep", [deep]),
  {
    number: 36,
    name: "a message of 50 MB",
    layer: "memory",
    program: inHandler("socket.emit('x', 'x'.repeat(5e7));"),
    act: goneAfterGo,
    end: { is: "crashed", during: "memory", says: /used all the memory a sandbox has/, line: 7 },
  },
  {
    number: 36,
    name: "messages of 100 kB without end",
    layer: "wall",
    program: inHandler("for (;;) socket.emit('x', 'y'.repeat(100_000));"),
    act: async (served) => {
      const client = await served.join();
      const gone = leaving(client);
      client.emit("go");
      expect(await gone).toBe("transport close");
    },
    end: { is: "killed", during: "budget", says: /^Stopped: .* kept the program busy/, line: 7 },
  },
  ends(37, "a million attachments announced", [`45999999-["echo"]`]),
  ends(37, "eleven attachments announced, and sent", [
    placeholders(11),
    ...Array<Buffer>(11).fill(bytes),
  ]),
  ends(37, "attachments that are no number", [`45x-["echo"]`]),
  ends(37, "a placeholder that points nowhere", [`451-["echo",${placeholder(7)}]`, bytes]),
  ends(37, "bytes that were never announced", [bytes]),
  toEcho({ number: 38, name: "an attachment that never comes" }, async (served) => {
    const session = await rawSession(served);
    session.send(placeholders(10), ...Array<Buffer>(9).fill(bytes));
    // It waits, as under Node, and holds nobody up; the next packet shows that it is broken.
    const friend = await served.join();
    expect(await friend.emitWithAck("echo", 1)).toBe(1);
    session.send(`42["echo","text"]`);
    await session.closed();
  }),
  ignored(54, "an ack that nobody asked for", ["431[1]", "4399999999[1]"]),
  ends(54, "an ack whose number is none", [`43-1["x"]`]),
  ignored(54, "an ack whose number is beyond reason", [`43${"9".repeat(300)}[1]`]),
  toEcho({ number: 54, name: "ten acks for one question, and another's" }, async (served) => {
    const [one, other] = await Promise.all([rawSession(served), rawSession(served)]);
    for (const session of [one, other])
      session.send(...Array<string>(10).fill("430[1]"), `427["echo",1]`);
    await Promise.all([one, other].map((session) => session.heardOrClosed("437")));
  }),
  ends(61, "an event named connect", [`42["connect"]`]),
  ends(61, "an event named disconnecting", [`42["disconnecting"]`]),
  ignored(61, "an event named __proto__", [`42["__proto__",{"__proto__":{"polluted":1}}]`]),
  ignored(61, "a name of 100 kB", [`42["${"n".repeat(100_000)}"]`]),
  ends(61, "a name that is no text", ["42[{}]"]),
  ends(61, "an event without a name", ["42[]"]),
  refused(
    76,
    "two lengths of one request",
    lines("POST / HTTP/1.1", "Host: x", "Content-Length: 1", "Transfer-Encoding: chunked"),
  ),
  refused(76, "noise", "\u0000\u0001\u00ff\r\n\r\n"),
  refused(76, "headers without an end", `GET / HTTP/1.1\r\nX: ${"x".repeat(40_000)}`),
  breaks(76, "HTTP where frames should be", [Buffer.from("GET / HTTP/1.1\r\n\r\n")]),
  breaks(76, "a frame that is not masked", [Buffer.from([0x81, 0x02, 0x34, 0x30])]),
  breaks(76, "an opcode that there is not", [frame(0x83, "")]),
  breaks(76, "reserved bits, as of compression", [frame(0xc1, "x")]),
  breaks(76, "text that is no UTF-8", [frame(0x81, Buffer.from([0xc3, 0x28]))]),
  breaks(76, "a length beyond reason", [
    Buffer.from([0x81, 0xff, ...Array<number>(8).fill(0xff), 0, 0, 0, 0]),
  ]),
  breaks(76, "a ping that is too long", [frame(0x89, "x".repeat(126))]),
  breaks(76, "a continuation of nothing", [frame(0x80, "")]),
  breaks(76, "a close code that there is not", [frame(0x88, Buffer.from([0, 1]))]),
  toEcho(
    { number: 76, name: "a message in two thousand tiny fragments" },
    async (served) => {
      const pieces = Array.from({ length: 2_000 }, () => frame(0x00, "x"));
      await rawFrames(served, frame(0x01, "4"), ...pieces);
      await served.until("session.closed");
    },
    ["framesPerMessage"],
  ),
  toEcho(
    { number: 76, name: "two thousand pings" },
    async (served) => {
      await rawFrames(served, ...Array.from({ length: 2_000 }, () => frame(0x89, "")));
      await served.until("session.closed");
    },
    ["framesPerMessage"],
  ),
  {
    number: 39,
    name: "what cannot be sent",
    layer: "engine",
    program: inHandler(`
    const circle = {}; circle.it = circle;
    const throws = { get x() { throw Symbol("no"); } };
    const gone = Proxy.revocable({}, {}); gone.revoke();
    for (const value of [circle, throws, gone.proxy, 1n, { toJSON() { throw null; } }])
      try { socket.emit("x", value); console.log("sent"); } catch { console.log("thrown"); }
    for (const value of [Symbol("s"), () => 1, new Map([[1, 1]]), new SharedArrayBuffer(8), new Date(NaN), -0])
      try { socket.emit("x", value); console.log("sent"); } catch { console.log("thrown"); }`),
    act: async (served) => {
      await thereAfterGo(served);
      expect(served.logs().slice(1, 6)).toEqual(Array(5).fill("thrown"));
    },
    end: { is: "alive" },
  },
];
