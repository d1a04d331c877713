import { describe, expect, it } from "vitest";
import { toBase64 } from "#trace/to-base64.ts";
import { type Builder, build } from "#trace/builder.ts";
import {
  type Fact,
  type FactOf,
  type Checkpoint,
  RequestId,
  LinkId,
  SessionId,
  TurnId,
} from "#trace/event.ts";
import { createPrinter, printTrace } from "#trace/print.ts";

const where = { file: "server.js", line: 12, column: 5 };
const link = LinkId.parse(9);
const bytesOf = (hex: string) => {
  const bytes = Uint8Array.from(Buffer.from(hex, "hex"));
  return { base64: toBase64(bytes), size: bytes.length };
};
const frame = (hex: string, from: "client" | "server" = "server"): Fact => ({
  kind: "frame",
  link,
  client: "Alice",
  from,
  bytes: bytesOf(hex),
});
/** The lines of what is built after the run has begun, without the time. */
function lines(written: (t: Builder) => void): readonly string[] {
  const t = build();
  const before = t.trace().length;
  written(t);
  return printTrace(t.trace(), { normalise: true }).trimEnd().split("\n").slice(before);
}

describe("a printed trace", () => {
  it("is one line an event, with the time in a column", () => {
    const t = build();
    t.waits(1234.4);
    t.connects("Alice", { transport: "polling" });
    expect(printTrace(t.trace().slice(0, 6))).toMatchInlineSnapshot(`
      "    +0 ms  server    run run-of-a-test started: server.js (1 file)
          +1 ms  server    turn 0: the program loads, 0.5 ms, 1000 fuel
          +2 ms  server    listening on port 3000
       +1237 ms  Alice     link 1 opened
       +1238 ms  Alice     → GET /socket.io/?EIO=4&transport=polling&t=abc
       +1239 ms  Alice     GET /socket.io/?EIO=4&transport=polling&t=abc → 200  0{"sid":"Alice-sid-1","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}  open
      "
    `);
  });

  it("tells a conversation over polling, an upgrade, a room", () => {
    expect(
      lines((t) => {
        t.connects("Alice", { transport: "polling" });
        t.upgrades("Alice");
        t.connects("Bob");
        t.joins("Bob", "room1");
        t.sends("Alice", "chat", { args: ["hi"], ack: 0 });
        t.broadcasts("chat", {
          args: ["hi", Uint8Array.of(1, 2, 3)],
          rooms: ["room1"],
          except: ["Alice"],
          where,
        });
        t.acks("Alice", 0, { args: ["ok"], where });
        t.handles("Bob", "chat");
        t.disconnects("Bob");
      }).join("\n"),
    ).toMatchInlineSnapshot(`
      "Alice     link 1 opened
      Alice     → GET /socket.io/?EIO=4&transport=polling&t=…
      Alice     GET /socket.io/?EIO=4&transport=polling&t=… → 200  0{"sid":"sid1","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}  open
      Alice     session sid1 opened over polling
      server    turn 1: Alice connects
      Alice     → POST /socket.io/?EIO=4&transport=polling&t=…&sid=sid1  40  CONNECT
      Alice     POST /socket.io/?EIO=4&transport=polling&t=…&sid=sid1 → 200  ok
      server    turn 2: packet 1 from Alice
      Alice     socket id1 opened in /
      server    Alice joins id1, the room of its own id
      server    send CONNECT → Alice #1
      Alice     → GET /socket.io/?EIO=4&transport=polling&t=…&sid=sid1
      Alice     GET /socket.io/?EIO=4&transport=polling&t=…&sid=sid1 → 200  40{"sid":"id1"}  CONNECT
      Alice     connected as id1
      Alice     link 2 opened
      Alice     → GET /socket.io/?EIO=4&transport=websocket&sid=sid1
      Alice     GET /socket.io/?EIO=4&transport=websocket&sid=sid1 → 101 Switching Protocols
      Alice     → 2probe  ping
      Alice     ← 3probe  pong
      Alice     → 5  upgrade
      server    turn 3: Alice has upgraded
      Bob       link 3 opened
      Bob       → GET /socket.io/?EIO=4&transport=websocket
      Bob       GET /socket.io/?EIO=4&transport=websocket → 101 Switching Protocols
      Bob       session sid2 opened over websocket
      Bob       ← 0{"sid":"sid2","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}  open
      server    turn 4: Bob connects
      Bob       → 40  CONNECT
      server    turn 5: packet 1 from Bob
      Bob       socket id2 opened in /
      server    Bob joins id2, the room of its own id
      server    send CONNECT → Bob #1
      Bob       ← 40{"sid":"id2"}  CONNECT
      Bob       connected as id2
      server    Bob joins room1
      Alice     → 420["chat","hi"]  EVENT chat, ack 0
      server    turn 6: packet 2 from Alice
      server    server.js:12:5 broadcast chat, 1 attachment to room1 except Alice → Bob #2
      Bob       ← 451-["chat","hi",{"_placeholder":true,"num":0}]  BINARY_EVENT chat, 1 attachment
      Bob       ← binary 3 bytes 010203
      server    server.js:12:5 ack 0 → Alice #2
      Alice     ← 430["ok"]  ACK 0
      Bob       handled chat #2: 1 listener
      Bob       → close
      Bob       session closed: transport close
      Bob       link 3 closed
      server    turn 7: Bob is gone
      Bob       socket id2 closed in /: transport close
      server    Bob leaves id2, the room of its own id
      Bob       disconnected: transport close, will reconnect"
    `);
  });

  it("shows frames of every kind", () => {
    expect(
      lines((t) => {
        t.fact(frame("81053432e28221"));
        t.fact(frame("8903616263"));
        t.fact(frame("880503e8627965"));
        t.fact(frame("010434325b22"));
        t.fact(frame("80026122"));
        t.fact(frame("c103323180"));
        t.fact(frame("8300"));
        t.fact(frame("8100", "client"));
        t.fact(frame("8103414243890061"));
        t.fact(frame("810139"));
        t.fact(frame("81143435312d5b2268222c7b225f706c61636568"));
      }).join("\n"),
    ).toMatchInlineSnapshot(`
      "Alice     ← 42�!  ! invalid payload: not JSON  ! a text message must be UTF-8 (RFC 6455 §8.1)
      Alice     ← WebSocket ping abc
      Alice     ← close 1000 bye
      Alice     ← text, not all: 42["
      Alice     ← continued: a"
      Alice     ← compressed 3 bytes 323180
      Alice     ← 0 bytes  ! opcode 3 is reserved (RFC 6455 §5.2)
      Alice     → ! an empty packet has no type  ! a client must mask every frame (RFC 6455 §5.1)
      Alice     ← ABC  ! unknown packet type "A" | WebSocket ping | 1 byte 61, too few for a frame
      Alice     ← 9  ! unknown packet type "9"
      Alice     ← 451-["h",{"_placeh… of 20 bytes  BINARY_EVENT h"
    `);
  });

  it("has a fault's code frame on further lines, indented", () => {
    const fault: Fact = {
      kind: "fault",
      from: { side: "server" },
      during: "handler",
      name: "TypeError",
      message: "x is not\na function",
      where,
      stack: "",
      frame: "> 12 | x()\n     | ^\n",
    };
    expect(lines((t) => void t.fact(fault))).toEqual([
      "server    fault (handler): TypeError: x is not⏎a function at server.js:12:5",
      "          > 12 | x()",
      "               | ^",
    ]);
  });

  it("cuts what is long and says how long it is", () => {
    const [line] = lines(
      (t) =>
        void t.fact({
          kind: "log",
          from: { side: "client", client: "Bob" },
          level: "info",
          text: "x".repeat(2000),
        }),
    );
    expect(line).toBe(`Bob       info: ${"x".repeat(140)}… (2000 characters)`);
  });

  it("has words for all that is left", () => {
    const [session, turn] = [SessionId.parse(1), TurnId.parse(3)];
    const act = (deed: Extract<Fact, { kind: "act" }>["deed"]): Fact => ({
      kind: "act",
      act: 1,
      client: "Alice",
      deed,
    });
    const state = (now: Extract<Fact, { kind: "client" }>["state"], buffered = 0): Fact => ({
      kind: "client",
      client: "Alice",
      nsp: "/",
      state: now,
      buffered,
    });
    const request: FactOf<"http.request"> = {
      kind: "http.request",
      request: RequestId.parse(7),
      link,
      client: "curl",
      method: "GET",
      target: "/messages",
      version: "1.1",
      headers: [],
      body: bytesOf(""),
    };
    const checkpoint: Checkpoint = {
      clients: ["Alice"],
      links: [],
      sessions: [{ session, sid: "abcdefghij", client: "Alice", transport: "polling", since: 0 }],
      sockets: [],
      states: [],
      listening: [],
    };
    const facts: readonly Fact[] = [
      { kind: "gap", dropped: 12, checkpoint },
      act({ do: "connect" }),
      act({ do: "emit", nsp: "/news", event: "chat", args: ["hi"] }),
      act({ do: "emitWithAck", nsp: "/", event: "chat", args: [], timeout: 500 }),
      act({ do: "http", method: "POST", path: "/messages", body: "x" }),
      request,
      { kind: "turn", turn, trigger: { by: "request", request: request.request }, ms: 1, fuel: 2 },
      {
        ...request,
        kind: "http.response",
        status: 404,
        reason: "Not Found",
        body: bytesOf("ff00"),
      },
      {
        kind: "turn",
        turn,
        trigger: { by: "timer", setIn: TurnId.parse(1), delay: 50 },
        ms: 1,
        fuel: 2,
      },
      {
        kind: "emit",
        turn,
        to: { session, packet: 4 },
        packet: { text: '2/news,3["chat",{"long', size: 9999, attachments: 0 },
      },
      {
        kind: "broadcast",
        turn,
        nsp: "/",
        rooms: [],
        except: [],
        flags: ["volatile"],
        to: [],
        packet: { text: '2["x"]', size: 6, attachments: 0 },
      },
      { kind: "turn", turn, trigger: { by: "timer", delay: 1 }, ms: 1, fuel: 2 },
      {
        kind: "log",
        from: { side: "server" },
        turn,
        cause: TurnId.parse(1),
        where: { file: "server.js", line: 4, column: 2 },
        level: "log",
        text: "of another turn",
      },
      { kind: "room.left", turn, cause: "unknown", nsp: "/", room: "red", id: "abc" },
      {
        kind: "handled",
        client: "Alice",
        sid: "abcdefghij",
        packet: 4,
        nsp: "/news",
        event: "chat",
        listeners: 0,
        ms: 0,
      },
      state({ state: "refused", message: "no" }),
      state({ state: "reconnecting", attempt: 2, delay: 1234 }, 3),
      state({ state: "gone", why: "silent for 1 s" }),
      { kind: "limit", what: "maxHttpBufferSize", text: "at most 1 MB" },
      { kind: "settled", ok: true, heldUpBy: [], notProvenFor: ["curl"] },
      { kind: "settled", ok: false, heldUpBy: ["Alice"], notProvenFor: [] },
      { kind: "server.closed", turn, server: 1, port: 3000 },
      { kind: "run.ended", why: "crashed", code: 1 },
    ];
    expect(
      lines((t) => facts.forEach((fact) => void t.fact(fact))).join("\n"),
    ).toMatchInlineSnapshot(`
      "server    … 12 earlier events not kept; 1 session open
      Alice     told to connect
      Alice     told to emit chat in /news ["hi"]
      Alice     told to emit chat [] and wait 500 ms for the ack
      Alice     told to POST /messages x
      curl      → GET /messages
      server    turn 3: GET /messages
      curl      GET /messages → 404 Not Found  2 bytes ff00
      server    turn 3: timer of 50 ms, set in turn 1
      server    emit chat in /news, ack 3 → Alice #4
      server    broadcast x (volatile) → nobody
      server    turn 3: timer of 1 ms, set nobody knows where
      server    server.js:4:2 (of turn 1) log: of another turn
      server    (of an unknown turn) abc leaves red
      Alice     got chat #4 in /news: no listener
      Alice     refused: no
      Alice     reconnecting: attempt 2, 3 buffered
      Alice     gone: silent for 1 s
      server    limit maxHttpBufferSize: at most 1 MB
      server    settled, not proven for curl
      server    not settled, held up by Alice
      server    no longer listening on port 3000
      server    run ended: crashed, code 1"
    `);
  });

  it("streams: a printer gives the same lines as the whole", () => {
    const t = build();
    t.connects("Alice", { transport: "polling" });
    const print = createPrinter();
    expect(
      t
        .trace()
        .map((event) => `${print(event)}\n`)
        .join(""),
    ).toBe(printTrace(t.trace()));
  });
});

describe("normalised", () => {
  it("two runs that differ in random names only print the same", () => {
    const printed = ["pbsQp6FD7xTsgNJ5AAAA", "Q2z-8LljgErLa4aaAAAB"].map((random) =>
      lines((t) => {
        const tab = t.connects("Alice");
        t.fact({
          kind: "session.opened",
          session: SessionId.parse(2),
          sid: random,
          client: "Bob",
          transport: "polling",
        });
        t.fact({
          kind: "emit",
          turn: t.turn({ by: "load" }),
          to: { session: tab.session, packet: 1 },
          packet: { text: `0{"sid":"x${random}","pid":"y${random}"}`, size: 60, attachments: 0 },
        });
        t.emits("Alice", "hello", { args: ["first", `Q7vi${random.slice(0, 3)}`] });
        t.fact({
          kind: "log",
          from: { side: "server" },
          level: "log",
          text: `hello ${random} on http://localhost:${random.length}0/?t=${random}`,
        });
      }).join("\n"),
    );
    expect(printed[0]).toBe(printed[1]);
    expect(printed[0]).toMatch(/hello sid2 on http:\/\/host:port\/\?t=…$/);
  });
});
