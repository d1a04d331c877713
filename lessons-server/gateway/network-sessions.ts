// The Engine.IO sessions of one program: their numbers, what has gone up and down each, and how they ended.
import type { Input, TransportEvent } from "#protocol/runner.ts";
import type { SessionId, Trigger } from "#trace/event.ts";
import type { Doing } from "./doing.ts";
import type { EngineSocket } from "./engine-socket.ts";
import { guestRequest } from "./guest-request.ts";
import type { Intake } from "./intake.ts";
import type { NoteLimit } from "./limit-notes.ts";
import type { Limits } from "./limits.ts";
import type { Numbers } from "./network-arrivals.ts";
import { createRate, type Rate } from "./rate.ts";
import type { Exchange, Tape } from "./tape.ts";

export type Deliver = (input: Input, trigger: Trigger) => void;

export type Session = {
  readonly id: SessionId;
  readonly sid: string;
  readonly client: string;
  readonly socket: EngineSocket;
  readonly rate: Rate;
  isOpen: boolean;
  isWatched: boolean;
  /** The transport that its client has asked for last. */
  upgradingTo: { readonly name: string } | undefined;
  /** Socket.IO packets handed to it; Engine.IO messages from it. */
  down: number;
  up: number;
  /** Bytes handed to engine.io that its transport has not taken, and since when (ms) some have been waiting. */
  queued: number;
  waitingSince: number | undefined;
  /** Why we closed it, if we did. */
  farewell: string | undefined;
  /** Whose doing its end is, if the program has ended it. */
  endedBy: Doing | undefined;
};

/** What the settle barrier compares. `down` and `up` count from 0. */
export type SessionCount = Readonly<Pick<Session, "sid" | "client" | "down" | "up">> & {
  readonly session: SessionId;
  readonly open: boolean;
  /** Its client is changing to another transport, as far as the server has heard. */
  readonly upgrading: boolean;
};

export type Sessions = {
  readonly open: (engine: number, socket: EngineSocket, exchange: Exchange) => void;
  readonly byId: (id: number) => Session | undefined;
  readonly bySid: (sid: string) => Session | undefined;
  readonly isConnected: (client: string) => boolean;
  /** Why no session may be opened now, or undefined. */
  readonly refusal: () => string | undefined;
  readonly counts: () => readonly SessionCount[];
  /** The program is gone: every connection goes as when a process dies, without a word of WebSocket. */
  readonly cut: (why: string) => void;
  /** The program wants to hear of everything that the transport of this session does. */
  readonly watch: (id: number) => void;
};

/** Ended sessions whose counts are kept: enough for a barrier, however often a client reconnects. */
const REMEMBERED = 1_000;

export type SessionSurroundings = {
  readonly tape: Tape;
  readonly deliver: Deliver;
  readonly limits: Limits;
  readonly note: NoteLimit;
  readonly numbers: Numbers;
  readonly clock: () => number;
  readonly intake: Intake;
  /** Called before the end of a session is written down: its cause has to stand before it. */
  readonly beforeEnd: () => void;
};

export function createSessions(around: SessionSurroundings): Sessions {
  const { tape, deliver, limits, note, numbers } = around;
  const sessions = new Map<number, Session>();
  const live = new Set<Session>();
  /** A program that makes its ids itself may give one twice: the newer session has it, as in engine.io. */
  const sids = new Map<string, Session>();
  const ended: SessionId[] = [];

  function open(engine: number, socket: EngineSocket, exchange: Exchange): void {
    const session: Session = {
      id: ++numbers.sessions as SessionId,
      sid: socket.id,
      client: exchange.client,
      socket,
      rate: createRate(limits.messagesPerClient, limits.burstPerClient, around.clock),
      isOpen: true,
      isWatched: false,
      upgradingTo: undefined,
      down: 0,
      up: 0,
      queued: 0,
      waitingSince: undefined,
      farewell: undefined,
      endedBy: undefined,
    };
    sessions.set(session.id, session);
    live.add(session);
    sids.set(session.sid, session);
    const { id, sid, client } = session;
    const transport = socket.transport.name;
    socket.on("data", (data?: string | Buffer) => receive(session, data));
    socket.on("upgrading", (to: { readonly name: string }) => {
      session.upgradingTo = to;
    });
    socket.on("upgrade", (to: { readonly name: string }) =>
      deliver({ in: "upgrade", session: id, transport: to.name }, { by: "upgrade", session: id }),
    );
    socket.once("close", (reason: string, cause?: unknown) => close(session, reason, cause));
    tape.append({
      kind: "session.opened",
      session: id,
      sid,
      client,
      transport,
      request: exchange.request,
    });
    deliver(
      {
        in: "open",
        engine,
        session: id,
        sid,
        protocol: socket.protocol,
        transport,
        exchange: exchange.request,
        request: guestRequest(socket.request),
      },
      { by: "connection", session: id },
    );
  }

  function receive(session: Session, data: string | Buffer | undefined): void {
    // Socket.IO promises that nothing of a connection is lost or reordered, so a message too many cannot just be
    // left out: the connection ends, which is something Socket.IO knows and a client recovers from.
    if (!session.isOpen) return;
    if (!session.rate.take()) return dismiss(session, note("messagesPerClient"));
    const reached = around.intake();
    if (reached) return dismiss(session, note(reached));
    session.up += 1;
    const trigger: Trigger = { by: "packet", session: session.id, packet: session.up };
    const at = { session: session.id };
    if (data === undefined) deliver({ in: "text", ...at }, trigger);
    else if (typeof data === "string") deliver({ in: "text", ...at, data }, trigger);
    else deliver({ in: "binary", ...at, data: data.toString("base64") }, trigger);
  }

  function close(session: Session, reason: string, cause: unknown): void {
    session.isOpen = false;
    live.delete(session);
    if (sids.get(session.sid) === session) sids.delete(session.sid);
    if (ended.push(session.id) > REMEMBERED) sessions.delete(ended.shift() ?? 0);
    const description = session.farewell ?? explanation(cause);
    around.beforeEnd();
    tape.append({
      kind: "session.closed",
      session: session.id,
      reason,
      ...(reason === "forced close" && session.endedBy),
      ...(description !== undefined && { detail: description }),
    });
    deliver(
      {
        in: "close",
        session: session.id,
        reason,
        ...(description !== undefined && { description }),
      },
      { by: "close", session: session.id },
    );
  }

  function watch(session: Session): void {
    const trigger: Trigger = { by: "transport", session: session.id };
    const tell = (event: TransportEvent): void => {
      if (!session.isOpen) return;
      const reached = around.intake();
      if (reached) note(reached);
      else deliver({ in: "transport", session: session.id, event }, trigger);
    };
    for (const name of ["packet", "packetCreate"] as const) {
      // Messages the program knows itself.
      session.socket.on(name, ({ type, data }: { type: string; data?: string }) => {
        if (type !== "message") tell({ name, type, ...(data !== undefined && { data }) });
      });
    }
    for (const name of ["heartbeat", "drain"] as const)
      session.socket.on(name, () => tell({ name }));
    const upgrading = ({ name }: { readonly name: string }): void =>
      tell({ name: "upgrading", data: name });
    session.socket.on("upgrading", upgrading);
    // The wish to hear of it may come a moment late.
    if (session.upgradingTo && session.socket.upgrading) upgrading(session.upgradingTo);
  }

  return {
    open,
    watch(id) {
      const session = sessions.get(id);
      if (!session?.isOpen || session.isWatched) return;
      session.isWatched = true;
      watch(session);
    },
    byId: (id) => sessions.get(id),
    bySid: (sid) => sids.get(sid),
    isConnected: (client) => [...live].some((session) => session.client === client),
    refusal() {
      if (live.size >= limits.clients) return note("clients");
      const reached = around.intake();
      return reached && note(reached);
    },
    counts: () =>
      [...sessions.values()].map(({ id, sid, client, down, up, isOpen, socket }) => {
        return { session: id, sid, client, down, up, open: isOpen, upgrading: socket.upgrading };
      }),
    cut(why) {
      for (const session of live) {
        session.farewell = why;
        const { transport } = session.socket;
        const poll = transport.req;
        // A transport that can still write would say `6` to the poll.
        if (poll) transport.writable = false;
        transport.onClose();
        poll?.socket.destroy();
        transport.socket?.terminate();
      }
    },
  };
}

/** Ends a session at once, for a reason that its `session.closed` will give. */
export function dismiss(session: Session, why: string): void {
  session.farewell = why;
  const { socket } = session.socket.transport;
  session.socket.close(true);
  // Whoever floods would go on during a closing handshake; and to whoever does not read, its frame would not come.
  socket?.terminate();
}

function explanation(cause: unknown): string | undefined {
  if (cause instanceof Error) {
    const below = (cause as { description?: unknown }).description;
    return below instanceof Error ? below.message : cause.message;
  }
  return typeof cause === "string" ? cause : undefined;
}
