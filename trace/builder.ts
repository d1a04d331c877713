// Builds a trace by hand, in sentences: for tests. Order, ids, packet numbers and bytes come out as a recorder writes them,
// and the recipients of a broadcast are chosen by Socket.IO's own rule.
import { createBuilderRun, type Drop, type Who, type Place } from "#trace/builder-run.ts";
import type { Tab } from "#trace/builder-wire.ts";
import { checkpointOf } from "#trace/checkpoint.ts";
import {
  type EventOf,
  type Fact,
  SessionId,
  type Trace,
  type TraceEvent,
  type Trigger,
  type TurnId,
} from "#trace/event.ts";
import type { SocketIoPacket } from "#trace/socket-io.ts";

type InNamespace = Readonly<{ nsp?: string }>;
/** `drop` names clients for whom the packet never left. Bytes among `args` become attachments. */
type Sending = Readonly<{ args?: readonly unknown[]; ack?: number; where?: Place; drop?: Drop }> &
  InNamespace;
/** `rooms` and `except` name rooms; a client's name there stands for its socket id. */
type Broadcasting = Sending &
  Readonly<{ rooms?: readonly string[]; except?: readonly string[]; flags?: readonly string[] }>;
type Connecting = InNamespace & Readonly<{ transport?: "polling" | "websocket" }>;

export type Builder = Readonly<{
  trace(): Trace;
  /** Any fact as it is. */
  fact(fact: Fact): TraceEvent;
  /** Lets milliseconds pass. */
  waits(ms: number): void;
  /** Begins a turn; facts of the program belong to it from here on. */
  turn(trigger: Trigger): TurnId;
  /** A client of the scene that is there and not connected. */
  appears(client: string): void;
  connects(client: string, how?: Connecting): Tab;
  /** Moves a polling session to WebSocket: probe, `5`, and all. */
  upgrades(who: Who): void;
  /** Connects a session to one more namespace. */
  enters(who: Who, nsp: string): void;
  /** Leaves one namespace and stays connected. */
  exits(who: Who, nsp: string, reason?: string): void;
  disconnects(who: Who, reason?: string): void;
  joins(who: Who, room: string, options?: InNamespace): void;
  leaves(who: Who, room: string, options?: InNamespace): void;
  /** The client emits: bytes towards the server, and a turn that they trigger. */
  sends(who: Who, event: string, options?: Sending): void;
  /** The same of an event that the program has no listener for. */
  sendsInVain(who: Who, event: string, options?: Sending): void;
  /** The server emits to one socket. */
  emits(who: Who, event: string, options?: Sending): TraceEvent;
  /** The server answers a client's packet that asked for an acknowledgement. */
  acks(who: Who, ack: number, options?: Sending): TraceEvent;
  /** The client answers what asked it for an acknowledgement. */
  answers(who: Who, ack: number, options?: Sending): void;
  broadcasts(event: string, options?: Broadcasting): EventOf<"broadcast">;
  /** The client reports the last packet it was sent. */
  handles(
    who: Who,
    event: string,
    options?: Readonly<{ listeners?: number; ms?: number }> & InNamespace,
  ): void;
}>;

/** A run that has just begun and listens on port 3000. */
export function build(): Builder {
  const run = createBuilderRun();
  const { fact, beginTurn, state, sessionOf, idOf, wire } = run;
  let sockets = 0;

  const enters = (who: Who, nsp: string): void => {
    const session = sessionOf(who);
    const { client } = session.tab;
    if (session.ids.has(nsp)) throw new Error(`${client} is in ${nsp} already`);
    run.toServer(session, { type: "CONNECT", nsp });
    const id = `${client}-id-${++sockets}`;
    session.ids.set(nsp, id);
    fact({
      kind: "socket.opened",
      turn: run.turn(),
      session: session.tab.session,
      nsp,
      id,
      recovered: false,
    });
    fact({ kind: "room.joined", turn: run.turn(), nsp, room: id, id });
    run.toClient(session, { type: "CONNECT", nsp, data: { sid: id } });
    state(client, nsp, { state: "connected", id, recovered: false });
  };
  const exits = (who: Who, nsp: string, reason: string): void => {
    const { tab, ids } = sessionOf(who);
    const id = idOf(who, nsp);
    ids.delete(nsp);
    fact({ kind: "socket.closed", turn: run.turn(), session: tab.session, nsp, id, reason });
    fact({ kind: "room.left", turn: run.turn(), nsp, room: id, id });
  };

  fact({
    kind: "run.started",
    run: "run-of-a-test",
    entry: "server.js",
    files: [{ name: "server.js", size: 100 }],
  });
  fact({ kind: "server.listening", turn: beginTurn({ by: "load" }), server: 1, port: 3000 });

  return {
    trace: run.trace,
    fact,
    waits: run.waits,
    turn: beginTurn,
    enters,
    appears: (client) => state(client, "/", { state: "connecting" }),
    connects(client, { transport = "websocket", nsp = "/" } = {}) {
      const link = wire.link(client);
      const session = SessionId.parse(run.sessions.length + 1);
      const sid = `${client}-sid-${session}`;
      const upgrades = transport === "polling" ? ["websocket"] : [];
      const open = `0${JSON.stringify({ sid, upgrades, pingInterval: 25000, pingTimeout: 20000, maxPayload: 1000000 })}`;
      const tab: Tab = { client, session, sid, link, transport };
      run.sessions.push({ tab, sent: 0, received: 0, ids: new Map(), isOpen: true });
      const request = transport === "polling" ? wire.handshake(tab, open) : wire.upgrade(tab);
      fact({ kind: "session.opened", session, sid, client, transport, request });
      if (transport === "websocket") wire.send(tab, "server", [open]);
      beginTurn({ by: "connection", session });
      enters(tab, nsp);
      return tab;
    },
    upgrades(who) {
      const { tab } = sessionOf(who);
      if (tab.transport === "websocket") throw new Error(`${tab.client} has upgraded already`);
      tab.link = wire.link(tab.client);
      wire.upgrade(tab, tab.sid);
      tab.transport = "websocket";
      wire.send(tab, "client", ["2probe"]);
      wire.send(tab, "server", ["3probe"]);
      wire.send(tab, "client", ["5"]);
      beginTurn({ by: "upgrade", session: tab.session });
    },
    exits(who, nsp, reason = "server namespace disconnect") {
      exits(who, nsp, reason);
      run.toClient(sessionOf(who), { type: "DISCONNECT", nsp });
    },
    disconnects(who, reason = "transport close") {
      const session = sessionOf(who);
      const { tab } = session;
      wire.close(tab, "client");
      fact({ kind: "session.closed", session: tab.session, reason });
      fact({ kind: "link.closed", link: tab.link, client: tab.client });
      beginTurn({ by: "close", session: tab.session });
      for (const nsp of session.ids.keys()) {
        exits(tab, nsp, reason);
        state(tab.client, nsp, { state: "disconnected", reason, willReconnect: true });
      }
      session.isOpen = false;
    },
    joins: (who, room, { nsp = "/" } = {}) =>
      void fact({ kind: "room.joined", turn: run.turn(), nsp, room, id: idOf(who, nsp) }),
    leaves: (who, room, { nsp = "/" } = {}) =>
      void fact({ kind: "room.left", turn: run.turn(), nsp, room, id: idOf(who, nsp) }),
    sends: (who, event, options = {}) => run.toServer(sessionOf(who), eventPacket(event, options)),
    sendsInVain(who, event, options = {}) {
      const { nsp = "/" } = options;
      run.toServer(sessionOf(who), eventPacket(event, options));
      const { session } = sessionOf(who).tab;
      fact({ kind: "unheard", turn: run.turn(), session, nsp, id: idOf(who, nsp), event });
    },
    emits: (who, event, options = {}) =>
      run.toClient(sessionOf(who), eventPacket(event, options), options),
    acks: (who, ack, options = {}) => {
      const { nsp = "/", args = [] } = options;
      return run.toClient(sessionOf(who), { type: "ACK", nsp, id: ack, data: args }, options);
    },
    answers: (who, ack, { nsp = "/", args = [] } = {}) =>
      run.toServer(sessionOf(who), { type: "ACK", nsp, id: ack, data: args }),
    broadcasts(event, options = {}) {
      const { nsp = "/", where, rooms = [], except = [], flags = [] } = options;
      const named = (names: readonly string[]): string[] =>
        names.map(
          (name) =>
            run.sessions
              .findLast(({ tab, isOpen }) => isOpen && tab.client === name)
              ?.ids.get(nsp) ?? name,
        );
      const chosen: Chosen = { nsp, rooms: named(rooms), except: named(except) };
      const ids = recipients(checkpointOf(run.trace()).sockets, chosen);
      const to = run.sessions.filter(
        ({ isOpen, ids: own }) => isOpen && ids.includes(own.get(nsp) ?? ""),
      );
      const written = run.toMany({ to, drop: options.drop }, eventPacket(event, options), (sent) =>
        fact({ kind: "broadcast", turn: run.turn(), ...chosen, flags: [...flags], ...sent, where }),
      );
      return written as EventOf<"broadcast">;
    },
    handles(who, event, { nsp = "/", listeners = 1, ms = 0.1 } = {}) {
      const { tab, sent } = sessionOf(who);
      fact({
        kind: "handled",
        client: tab.client,
        sid: tab.sid,
        packet: sent,
        nsp,
        event,
        listeners,
        ms,
      });
    },
  };
}

function eventPacket(event: string, { nsp = "/", args = [], ack }: Sending): SocketIoPacket {
  return { type: "EVENT", nsp, data: [event, ...args], ...(ack === undefined ? {} : { id: ack }) };
}

type Member = Readonly<{ nsp: string; id: string; rooms: readonly string[] }>;
type Chosen = { nsp: string; rooms: string[]; except: string[] };

/** Whom an in-memory adapter would choose: in any of the rooms (all, if none is named), and in none of the excepted. */
function recipients(sockets: readonly Member[], { nsp, rooms, except }: Chosen): readonly string[] {
  const isIn = (member: Member, names: readonly string[]): boolean =>
    names.some((name) => member.rooms.includes(name));
  return sockets
    .filter(
      (member) =>
        member.nsp === nsp && (rooms.length === 0 || isIn(member, rooms)) && !isIn(member, except),
    )
    .map(({ id }) => id);
}
