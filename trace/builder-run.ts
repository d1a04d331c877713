// The state behind builder.ts: what has been written, which sessions there are, and how packets reach the wire in both directions.
import {
  type BuilderWire,
  createBuilderWire,
  type Encoded,
  type Tab,
} from "#trace/builder-wire.ts";
import {
  type ClientState,
  type Fact,
  Seq,
  type Trace,
  type TraceEvent,
  type Trigger,
  TurnId,
} from "#trace/event.ts";
import type { SocketIoPacket } from "#trace/socket-io.ts";
import { encodeSocketIo } from "#trace/socket-io-encode.ts";

/** A client by name (its newest session) or one session of it, as `connects` returns it. */
export type Who = string | Tab;
export type Drop = Readonly<Record<string, Extract<Fact, { kind: "dropped" }>["why"]>>;
export type Place = Readonly<{ file: string; line: number; column: number }>;
/** A session with the packets it was sent and the Engine.IO messages it sent so far, and its socket ids by namespace. */
export type Session = {
  readonly tab: Tab;
  sent: number;
  received: number;
  readonly ids: Map<string, string>;
  isOpen: boolean;
};

export type BuilderRun = Readonly<{
  wire: BuilderWire;
  sessions: Session[];
  trace(): Trace;
  fact(fact: Fact): TraceEvent;
  waits(ms: number): void;
  turn(): TurnId;
  beginTurn(trigger: Trigger): TurnId;
  state(client: string, nsp: string, now: ClientState): void;
  sessionOf(who: Who): Session;
  idOf(who: Who, nsp: string): string;
  toServer(session: Session, packet: SocketIoPacket): void;
  toClient(
    session: Session,
    packet: SocketIoPacket,
    how?: Readonly<{ where?: Place; drop?: Drop }>,
  ): TraceEvent;
  toMany(how: Many, packet: SocketIoPacket, write: (sent: SentToMany) => TraceEvent): TraceEvent;
}>;
type Many = Readonly<{ to: readonly Session[]; drop: Drop | undefined }>;
export type SentToMany = Readonly<Pick<Extract<Fact, { kind: "broadcast" }>, "to" | "packet">>;

/** An empty run; each event is a millisecond after the one before. */
export function createBuilderRun(): BuilderRun {
  const events: TraceEvent[] = [];
  const sessions: Session[] = [];
  let [at, turns] = [0, -1];
  let turn = TurnId.parse(0);

  const fact = (written: Fact): TraceEvent => {
    const event: TraceEvent = { ...written, seq: Seq.parse(events.length), at: at++ };
    events.push(event);
    return event;
  };
  const beginTurn = (trigger: Trigger): TurnId => {
    turn = TurnId.parse(++turns);
    fact({ kind: "turn", turn, trigger, ms: 0.5, fuel: 1000 });
    return turn;
  };
  const sessionOf = (who: Who): Session => {
    const found = sessions.findLast(
      ({ tab, isOpen }) => isOpen && (typeof who === "string" ? tab.client === who : tab === who),
    );
    if (found === undefined)
      throw new Error(`${typeof who === "string" ? who : who.sid} is not connected`);
    return found;
  };
  const wire = createBuilderWire(fact);
  const deliver = (
    session: Session,
    packet: SocketIoPacket,
    { of, drop }: Readonly<{ of: Seq; drop: Drop | undefined }>,
  ): void => {
    const why = drop?.[session.tab.client];
    if (why !== undefined)
      return void fact({ kind: "dropped", of, session: session.tab.session, why });
    session.sent++;
    wire.send(session.tab, "server", messagesOf(packet));
  };

  return {
    wire,
    sessions,
    fact,
    beginTurn,
    sessionOf,
    trace: () => [...events],
    turn: () => turn,
    waits: (ms) => {
      at += ms;
    },
    state: (client, nsp, now) =>
      void fact({ kind: "client", client, nsp, state: now, buffered: 0 }),
    idOf(who, nsp) {
      const { tab, ids } = sessionOf(who);
      const id = ids.get(nsp);
      if (id === undefined) throw new Error(`${tab.client} is not in ${nsp}`);
      return id;
    },
    toServer(session, packet) {
      const messages = messagesOf(packet);
      wire.send(session.tab, "client", messages);
      // A trigger counts Engine.IO messages, of which an attachment is one.
      session.received += messages.length;
      beginTurn({ by: "packet", session: session.tab.session, packet: session.received });
    },
    toClient(session, packet, { where, drop } = {}) {
      const to = { session: session.tab.session, packet: session.sent + 1 };
      const event = fact({ kind: "emit", turn, to, packet: textOf(packet), where });
      deliver(session, packet, { of: event.seq, drop });
      return event;
    },
    toMany({ to, drop }, packet, write) {
      const numbered = to.map(({ tab, sent }) => ({ session: tab.session, packet: sent + 1 }));
      const event = write({ to: numbered, packet: textOf(packet) });
      for (const session of to) deliver(session, packet, { of: event.seq, drop });
      return event;
    },
  };
}

function messagesOf(packet: SocketIoPacket): readonly Encoded[] {
  const [text, ...attachments] = encodeSocketIo(packet);
  return [`4${text}`, ...attachments];
}

function textOf(packet: SocketIoPacket): SentToMany["packet"] {
  const [text, ...attachments] = encodeSocketIo(packet);
  return { text, size: text.length, attachments: attachments.length };
}
