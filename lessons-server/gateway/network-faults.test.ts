import { afterEach, describe, expect, it } from "vitest";
import type { TraceEvent } from "#trace/event.ts";
import { handshakes, SANDBOX, startRig, type Rig } from "./testing/rig.ts";

let rig: Rig;
afterEach(() => rig.stop());

const ENGINE = `/s/${SANDBOX}/socket.io/?EIO=4`;
const get = (target: string, ...headers: string[]): string =>
  `GET ${target} HTTP/1.1\r\nHost: x\r\n${headers.map((one) => `${one}\r\n`).join("")}\r\n`;
const upgrade = (target: string, ...headers: string[]): string =>
  get(
    target,
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    ...headers,
  );
/** A client's frame, masked with zeros so that the test can read it. */
const frame = (first: number, payload: string): Buffer =>
  Buffer.concat([
    Buffer.from([first, 0x80 | payload.length, 0, 0, 0, 0]),
    Buffer.from(payload, "latin1"),
  ]);
const bytes = (event: TraceEvent | undefined): string =>
  event?.kind === "frame" ? Buffer.from(event.bytes.base64, "base64").toString("latin1") : "";
const closed = (event: TraceEvent): boolean => event.kind === "link.closed";

/** A raw connection that has been upgraded, with its session open. */
async function webSocket(session = 1) {
  const raw = rig.raw(upgrade(`${ENGINE}&transport=websocket`));
  await rig.until((event) => event.kind === "session.opened" && event.session === session);
  return raw;
}

describe("a client that speaks garbage", () => {
  it.each([
    ["an unmasked frame", Buffer.from("\x81\x0240", "latin1"), 1002],
    ["a reserved bit", frame(0xc1, "40"), 1002],
    ["a reserved opcode", frame(0x83, "40"), 1002],
    ["a continuation of nothing", frame(0x80, "40"), 1002],
    ["text that is not UTF-8", frame(0x81, "4\xff\xfe"), 1007],
  ])("is told so by ws: %s", async (_, garbage, code) => {
    rig = await startRig();
    const { socket } = await webSocket();
    socket.write(garbage);
    await rig.until((event) => event.kind === "session.closed");
    expect(rig.of("session.closed")).toMatchObject([{ reason: "transport error" }]);
    const frames = rig.of("frame");
    expect(bytes(frames[1])).toBe(garbage.toString("latin1"));
    const answer = frames.find((one) => one.from === "server" && bytes(one).startsWith("\x88"));
    expect(Buffer.from(bytes(answer), "latin1").readUInt16BE(2)).toBe(code);
  });

  it("loses nothing of what never became a frame", async () => {
    rig = await startRig();
    const { socket } = await webSocket();
    socket.end(frame(0x81, "40 and the rest").subarray(0, 9));
    await rig.until(closed);
    const last = rig.of("frame").findLast((one) => one.from === "client");
    expect(bytes(last)).toBe("\x81\x8f\0\0\0\x0040 ");
    expect(last?.seq).toBeLessThan(rig.of("link.closed")[0]?.seq ?? -1);
  });

  it("may cut its frames as it likes", async () => {
    rig = await startRig();
    const { socket } = await webSocket();
    for (const byte of frame(0x81, "40")) socket.write(Buffer.from([byte]));
    await rig.until((event) => event.kind === "emit");
    expect(bytes(rig.of("frame")[1])).toBe("\x81\x82\0\0\0\x0040");
  });

  // engine.io itself does not hear these: it listens a moment after ws has begun to speak.
  it("has its frames recorded behind the answer when it did not wait for one", async () => {
    rig = await startRig();
    const eager = upgrade(`${ENGINE}&transport=websocket`);
    rig.raw(Buffer.concat([Buffer.from(eager), frame(0x81, "40")]));
    await rig.until((event) => event.kind === "session.opened");
    const kinds = rig.recorder.trace().map((event) => event.kind);
    expect(kinds.slice(1, 5)).toEqual(["link.opened", "http.request", "http.response", "frame"]);
    const sent = rig.of("frame").filter((one) => one.from === "client");
    expect(sent.map(bytes)).toEqual(["\x81\x82\0\0\0\x0040"]);
  });
});

describe("a request that Engine.IO refuses", () => {
  it.each([
    [
      "an unknown session",
      get(`${ENGINE}&transport=polling&sid=nope`),
      400,
      '{"code":1,"message":"Session ID unknown"}',
    ],
    [
      "an unknown transport",
      get(`${ENGINE}&transport=pigeon`),
      400,
      '{"code":0,"message":"Transport unknown"}',
    ],
    [
      "a transport named as Object's own",
      get(`${ENGINE}&transport=__proto__`),
      400,
      '{"code":0,"message":"Transport unknown"}',
    ],
    [
      "an old protocol",
      get(`/s/${SANDBOX}/socket.io/?EIO=3&transport=polling`),
      400,
      '{"code":5,"message":"Unsupported protocol version"}',
    ],
    [
      "an upgrade of an unknown session",
      upgrade(`${ENGINE}&transport=websocket&sid=nope`),
      400,
      "Session ID unknown",
    ],
    [
      "an upgrade without a key",
      get(`${ENGINE}&transport=websocket`, "Connection: Upgrade", "Upgrade: websocket"),
      400,
      "Missing or invalid Sec-WebSocket-Key header",
    ],
  ])("is answered and recorded: %s", async (...row) => {
    const [, request, status, body] = row;
    rig = await startRig();
    const { answer, socket } = rig.raw(request);
    await rig.until((event) => event.kind === "http.response");
    socket.end();
    expect((await answer).toString()).toContain(body);
    const [response] = rig.of("http.response");
    expect(response).toMatchObject({ status, reason: "Bad Request" });
    expect(Buffer.from(response?.body.base64 ?? "", "base64").toString()).toBe(body);
    expect(rig.inputs).toEqual([]);
  });

  it("is recorded as what it is when EIO=3 gets a 101 and HTTP behind it", async () => {
    rig = await startRig();
    rig.raw(upgrade(`/s/${SANDBOX}/socket.io/?EIO=3&transport=websocket`));
    await rig.until(closed);
    expect(rig.of("http.response")).toMatchObject([{ status: 101 }]);
    const stream = rig.of("frame").map(bytes).join("");
    expect(stream).toContain("HTTP/1.1 400 Bad Request");
    expect(stream).toContain("Unsupported protocol version");
  });

  it("ends a session whose requests overlap, with the request before the end", async () => {
    rig = await startRig();
    const first = rig.raw(get(`${ENGINE}&transport=polling`));
    const opened = await rig.until((event) => event.kind === "session.opened");
    const sid = opened.kind === "session.opened" ? opened.sid : "";
    const post = `POST ${ENGINE}&transport=polling&sid=${sid} HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n4`;
    first.socket.write(post);
    await rig.until((event) => event.kind === "link.opened");
    rig.raw(post);
    await rig.until((event) => event.kind === "session.closed");
    const [end] = rig.of("session.closed");
    expect(end).toMatchObject({
      reason: "transport error",
      detail: "data request overlap from client",
    });
    const posts = rig.of("http.request").filter((one) => one.method === "POST");
    expect(posts[0]?.seq).toBeLessThan(end?.seq ?? -1);
  });
});

describe("a request nobody waits for", () => {
  it("is refused with a sentence on a port where nothing listens", async () => {
    rig = await startRig();
    const answer = await fetch(`${rig.url}/:3001/socket.io/?EIO=4&transport=polling`);
    expect([answer.status, await answer.text()]).toEqual([
      502,
      "Nothing listens on port 3001. Connection refused.\n",
    ]);
    const raw = await rig.raw(upgrade(`/s/${SANDBOX}/:3001/socket.io/?EIO=4&transport=websocket`))
      .answer;
    expect(raw.toString()).toMatch(
      /^HTTP\/1.1 502 Bad Gateway\r\n[^]*\r\n\r\nNothing listens on port 3001/,
    );
    rig.apply({ op: "unlisten", server: 1, port: 3000 });
    expect(await (await fetch(`${rig.url}/`)).text()).toBe(
      "The program listens on no port. Does it call listen?\n",
    );
  });

  it("is dropped after a while when it is an upgrade on another path", async () => {
    rig = await startRig();
    expect((await rig.raw(upgrade(`/s/${SANDBOX}/chat`)).answer).length).toBe(0);
    expect(rig.of("http.request")).toMatchObject([{ target: "/chat" }]);
    expect(rig.of("http.response")).toEqual([]);
  });

  it("does not reach an engine on a server that does not listen, or none yet", async () => {
    rig = await startRig((input) =>
      input.in === "request"
        ? [{ op: "respond", id: input.id, status: 404, headers: [], body: "" }]
        : [],
    );
    rig.apply({ op: "engine", engine: 2, path: "/other/", options: {} });
    const poll = async (path: string) =>
      (await fetch(`${rig.url}${path}/?EIO=4&transport=polling`)).status;
    expect(await poll("/other")).toBe(404);
    rig.apply({ op: "engine", engine: 2, server: 2, path: "/other/", options: {} });
    expect(await poll("/other")).toBe(404);
    rig.apply({ op: "listen", server: 2, port: 4000 });
    expect(await poll("/:4000/other")).toBe(200);
    expect(rig.inputs.at(-1)?.input).toMatchObject({ in: "open", engine: 2 });
  });
});

describe("a poll that waits when the program ends", () => {
  it("is cut, as when a process dies: nothing is answered", async () => {
    rig = await startRig();
    const client = rig.client("", { transports: ["polling"], upgrade: false });
    await new Promise((connected) => client.once("connect", () => connected(undefined)));
    const answered = rig.of("http.response").length;
    const left = new Promise((reason) => client.once("disconnect", reason));
    rig.network.close("The program has crashed.");
    expect(await left).toBe("transport error");
    expect(rig.of("session.closed")).toMatchObject([
      { reason: "transport close", detail: "The program has crashed." },
    ]);
    await rig.until(closed);
    const polls = rig.of("http.response").slice(answered);
    expect(polls.filter(({ status }) => status === 200)).toEqual([]);
  });
});

describe("a limit", () => {
  it("holds the number of ports: one that is not had is no fact", async () => {
    rig = await startRig(handshakes, { limits: { ports: 2 } });
    for (const port of [4000, 4001]) rig.apply({ op: "listen", server: port, port });
    rig.apply({ op: "unlisten", server: 4001, port: 4001 });
    expect(rig.of("server.listening").map(({ port }) => port)).toEqual([3000, 4000]);
    expect(rig.of("server.closed")).toEqual([]);
    expect(rig.of("limit")).toMatchObject([{ what: "ports", turn: 2 }]);
  });

  it("holds the number of clients, says so, and leaves those who are there", async () => {
    rig = await startRig(handshakes, { limits: { clients: 1 } });
    await webSocket();
    const client = rig.client("", { transports: ["polling"] });
    const refused = await new Promise<Error>(
      (resolve) => void client.once("connect_error", resolve),
    );
    expect(refused.message).toBe("xhr poll error");
    const [limit, ...more] = rig.of("limit");
    expect([limit?.what, more]).toEqual(["clients", []]);
    expect(limit?.text).toContain("1 connections at once");
    expect(rig.of("http.response").at(-1)).toMatchObject({ status: 403 });
    expect(rig.network.counts()).toMatchObject([{ open: true }]);
  });

  it("ends a session that sends too much, once and with the reason", async () => {
    rig = await startRig(handshakes, { limits: { burstPerClient: 3 }, clock: () => 0 });
    const { socket } = await webSocket();
    socket.write(Buffer.concat(Array.from({ length: 6 }, () => frame(0x81, '42["x"]'))));
    await rig.until(closed);
    expect(rig.inputs.filter(({ input }) => input.in === "text")).toHaveLength(3);
    expect(rig.of("limit")).toMatchObject([{ what: "messagesPerClient" }]);
    expect(rig.of("session.closed")[0]?.detail).toContain("50 messages a second");
    expect(rig.of("frame").filter((one) => one.from === "client")).toHaveLength(6);
  });

  it("lets a client send again as time goes by", async () => {
    let now = 0;
    rig = await startRig(handshakes, { limits: { burstPerClient: 1 }, clock: () => (now += 20) });
    const { socket } = await webSocket();
    for (let i = 1; i <= 10; i += 1) {
      socket.write(frame(0x81, "40"));
      await rig.until((event) => event.kind === "emit" && event.to.packet === i);
    }
    expect(rig.of("limit")).toEqual([]);
  });

  it("cuts off a flood of frames that are no messages", async () => {
    rig = await startRig(handshakes, { limits: { burstPerClient: 1 }, clock: () => 0 });
    const { socket } = await webSocket();
    socket.write(Buffer.concat(Array.from({ length: 50 }, () => frame(0x89, "ping"))));
    await rig.until(closed);
    expect(rig.of("limit")).toMatchObject([{ what: "framesPerMessage" }]);
    expect(rig.of("session.closed")).toHaveLength(1);
  });

  it("holds the size of a message, as the program set it", async () => {
    rig = await startRig(handshakes, { engine: { maxHttpBufferSize: 100 } });
    for (const transport of ["websocket", "polling"]) {
      const client = rig.client("", { transports: [transport] });
      await new Promise<void>((resolve) => void client.once("connect", () => resolve()));
      client.emit("big", "x".repeat(200));
      await new Promise((resolve) => client.once("disconnect", resolve));
    }
    await rig.until((event) => event.kind === "session.closed" && event.session === 2);
    const [first] = rig.of("session.closed");
    expect(first).toMatchObject({
      reason: "transport error",
      detail: "RangeError: Max payload size exceeded",
    });
    expect(rig.of("http.response").some((one) => one.status === 413)).toBe(true);
    expect(rig.of("limit")).toEqual([]);
  });

  it("keeps a program from opening servers without end", async () => {
    rig = await startRig(handshakes, { limits: { engines: 1 } });
    rig.apply({ op: "engine", engine: 2, server: 1, path: "/two/", options: {} });
    expect(rig.of("limit")).toMatchObject([{ what: "engines", turn: 1 }]);
  });

  it("caps the options of an engine, and says so", async () => {
    rig = await startRig(handshakes, {
      engine: { maxHttpBufferSize: 5e6, pingInterval: 1, cors: { origin: "a\r\nSet-Cookie: b" } },
    });
    expect(rig.of("limit").map((one) => one.what)).toEqual([
      "messageBytes",
      "heartbeatMs",
      "corsCharacters",
    ]);
    const answer = await fetch(`${rig.url}/socket.io/?EIO=4&transport=polling`);
    expect(await answer.text()).toContain(
      '"pingInterval":100,"pingTimeout":20000,"maxPayload":1000000}',
    );
    expect(answer.headers.has("access-control-allow-origin")).toBe(false);
  });

  it("cuts off who does not read", async () => {
    rig = await startRig(handshakes, { limits: { bufferedMs: 0 } });
    const { socket } = await webSocket();
    socket.pause();
    const flood = (): void => {
      rig.apply({ op: "packet", to: 1, text: `2["${"x".repeat(200_000)}"]` });
      if (rig.of("session.closed").length === 0) setImmediate(flood);
    };
    flood();
    await rig.until((event) => event.kind === "session.closed");
    const [dropped] = rig.of("dropped");
    expect(dropped).toMatchObject({
      session: 1,
      why: "slow reader",
      of: rig.of("emit").at(-1)?.seq,
    });
    expect(rig.of("limit")).toMatchObject([
      { what: "bufferedBytes", turn: rig.of("emit").at(-1)?.turn },
    ]);
    expect(rig.of("session.closed")[0]?.detail).toContain("stopped reading");
    socket.resume();
    await rig.until(closed);
  });

  it("does not take a program that sends much at once for a client that reads slowly", async () => {
    rig = await startRig();
    const client = rig.client("", { transports: ["websocket"] });
    let got = 0;
    const all = new Promise<void>((resolve) =>
      client.on("x", () => void (++got === 20 && resolve())),
    );
    await new Promise<void>((resolve) => void client.once("connect", () => resolve()));
    rig.apply(
      ...Array.from(
        { length: 20 },
        () => ({ op: "packet", to: 1, text: `2["x","${"x".repeat(100_000)}"]` }) as const,
      ),
    );
    await all;
    expect(rig.of("dropped")).toEqual([]);
  });
});
