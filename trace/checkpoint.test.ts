import { describe, expect, it } from "vitest";
import { toBase64 } from "#trace/to-base64.ts";
import { checkpointOf, emptyCheckpoint, foldInto } from "#trace/checkpoint.ts";
import { type Fact, Fact as FactSchema, type Trace, type TraceEvent } from "#trace/event.ts";

const textOf = (text: string) => ({
  base64: toBase64(new TextEncoder().encode(text)),
  size: text.length,
});
const framed = (...bytes: readonly number[]) => ({
  base64: toBase64(Uint8Array.from(bytes)),
  size: bytes.length,
});
const trace = (...facts: readonly object[]): Trace =>
  facts.map(
    (fact, seq) => ({ ...(FactSchema.parse(fact) as Fact), seq, at: seq * 10 }) as TraceEvent,
  );
const about = { link: 1, client: "Alice", version: "1.1", headers: [], body: textOf("") };
const open = '0{"sid":"S1","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000}';
const session = {
  kind: "session.opened",
  session: 1,
  sid: "S1",
  client: "Alice",
  transport: "polling",
};
const socket = { kind: "socket.opened", turn: 1, session: 1, nsp: "/", id: "A", recovered: false };
const join = (room: string) => ({ kind: "room.joined", turn: 1, nsp: "/", room, id: "A" });

describe("a checkpoint", () => {
  it("of nothing is empty", () => {
    expect(checkpointOf([])).toBe(emptyCheckpoint);
  });

  it("knows clients, links, sessions, sockets and their rooms", () => {
    const now = checkpointOf(
      trace(
        { kind: "link.opened", link: 1, client: "Alice" },
        session,
        socket,
        join("A"),
        join("room1"),
      ),
    );
    expect(now).toEqual({
      ...emptyCheckpoint,
      clients: ["Alice"],
      links: [{ link: 1, client: "Alice" }],
      sessions: [{ session: 1, sid: "S1", client: "Alice", transport: "polling", since: 10 }],
      sockets: [{ session: 1, nsp: "/", id: "A", since: 20, rooms: ["A", "room1"] }],
    });
  });

  it("keeps a room joined in middleware until its socket opens, and forgets it if it never does", () => {
    expect(checkpointOf(trace(session, join("early"), socket)).sockets).toMatchObject([
      { rooms: ["early"] },
    ]);
    const refused = checkpointOf(
      trace(session, join("early"), { ...join("early"), kind: "room.left" }),
    );
    expect(refused.joining).toEqual([]);
  });

  it("learns a link's session from the sid of a request and from an open packet", () => {
    const link = { kind: "link.opened", link: 1, client: "Alice" };
    const request = {
      kind: "http.request",
      request: 1,
      ...about,
      method: "GET",
      target: "/socket.io/?EIO=4&transport=polling",
    };
    const answer = {
      kind: "http.response",
      request: 1,
      ...about,
      status: 200,
      reason: "OK",
      body: textOf(open),
    };
    const later = { ...request, target: `${request.target}&sid=S2` };
    expect(checkpointOf(trace(link, request, answer)).links).toEqual([
      { link: 1, client: "Alice", sid: "S1" },
    ]);
    expect(checkpointOf(trace(link, request, answer, later)).links).toMatchObject([{ sid: "S2" }]);
    expect(checkpointOf(trace(link, request, answer, later, request)).links).toEqual([
      { link: 1, client: "Alice" },
    ]);
    const frame = { kind: "frame", link: 1, client: "Alice", from: "server" };
    const opening = framed(0x81, open.length, ...new TextEncoder().encode(open));
    expect(checkpointOf(trace(link, { ...frame, bytes: opening })).links).toMatchObject([
      { sid: "S1" },
    ]);
  });

  it("says websocket once the client has sent 5", () => {
    const link = { kind: "link.opened", link: 1, client: "Alice" };
    const upgrade = {
      kind: "http.request",
      request: 1,
      ...about,
      method: "GET",
      target: "/?EIO=4&transport=websocket&sid=S1",
    };
    const five = {
      kind: "frame",
      link: 1,
      client: "Alice",
      from: "client",
      bytes: framed(0x81, 0x81, 0, 0, 0, 0, 0x35),
    };
    expect(checkpointOf(trace(link, session, upgrade)).sessions).toMatchObject([
      { transport: "polling" },
    ]);
    expect(checkpointOf(trace(link, session, upgrade, five)).sessions).toMatchObject([
      { transport: "websocket" },
    ]);
  });

  it("keeps a socket until the program has closed it, and all gone with the run", () => {
    const closed = { kind: "session.closed", session: 1, reason: "transport close" };
    expect(checkpointOf(trace(session, socket, closed))).toMatchObject({
      sessions: [],
      sockets: [{ id: "A" }],
    });
    const listening = { kind: "server.listening", turn: 0, server: 1, port: 3000 };
    const ended = { kind: "run.ended", why: "stopped", code: 0 };
    expect(checkpointOf(trace(listening, session, socket, ended))).toMatchObject({
      sockets: [],
      listening: [],
    });
  });

  it("starts from a gap, and is the same as if there were none", () => {
    const events = trace(session, join("early"), socket, join("A"), {
      kind: "client",
      client: "Alice",
      nsp: "/",
      state: { state: "connecting" },
      buffered: 0,
    });
    for (let cut = 0; cut < events.length; cut++) {
      const gap = {
        kind: "gap",
        dropped: cut,
        checkpoint: checkpointOf(events.slice(0, cut)),
        seq: cut,
        at: 0,
      } as TraceEvent;
      expect(checkpointOf([gap, ...events.slice(cut)])).toEqual(checkpointOf(events));
    }
  });

  it("is itself again when nothing opened or closed", () => {
    const [log] = trace({ kind: "log", from: { side: "server" }, level: "log", text: "hi" });
    expect(foldInto(emptyCheckpoint, log as TraceEvent)).toBe(emptyCheckpoint);
  });
});
