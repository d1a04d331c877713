// What each client on stage holds: its own account of its connection, or the server's if it gives none. A client with
// several connections stands there several times.
import type { Actor } from "#trace/cast.ts";
import type { Checkpoint, ClientState, SessionId, Trace } from "#trace/event.ts";
import { type Seat, type Seats, seatsOf } from "#trace/seats.ts";
import { suffering } from "#trace/suffering.ts";
import { type Carrier, carrierOf, hear, type Hearing } from "#trace/stage-hearing.ts";

export type Connection = Readonly<
  /** Of the scene, and nothing has been heard of it. */
  | { state: "absent" }
  /** It speaks HTTP and nothing else; `waitsFor` are its requests without a whole answer. */
  | { state: "http"; waitsFor: readonly string[] }
  /** `by` is undefined before it has asked for anything, `attempt` unless it connects again. */
  | { state: "connecting"; by: Carrier | undefined; attempt: number | undefined }
  /** `ids` are its sockets, one a namespace. */
  | { state: "connected"; ids: readonly Readonly<{ nsp: string; id: string }>[] }
  | { state: "refused"; why: string }
  | { state: "disconnected"; why: string; willReconnect: boolean }
  /** Waits `delay` ms for its next attempt, `since` then (ms of the run); undefined behind a gap. */
  | { state: "reconnecting"; attempt: number; delay: number; since: number | undefined }
  /** The client has lost this connection; the server still holds it. */
  | { state: "lost" }
  | { state: "gone"; why: string }
>;

/** One card: a client, or one connection of a client that has several. */
export type StageClient = Actor &
  Readonly<{
    who: string;
    session: SessionId | undefined;
    /** The client says that this connection is over, and the server has not noticed. */
    isLost: boolean;
    connection: Connection;
    /** What carries its packets, as long as it has an Engine.IO session. "upgrading": polling, with a WebSocket on trial. */
    transport: Carrier | "upgrading" | undefined;
    /** Whether a long poll of it waits at the server; undefined for whoever does not poll, or has not been seen to. */
    isPolling?: boolean | undefined;
    /** What is wrong with its network, or with itself, on purpose. */
    suffers?: string;
    /** Packets that wait in the client for a connection. */
    buffered: number;
    /** Namespaces that would not have it, while it is connected to others. */
    refusals: readonly Readonly<{ nsp: string; why: string }>[];
  }>;

type Around = Readonly<{
  heard: Hearing;
  seats: Seats;
  states: ReadonlyMap<string, Checkpoint["states"]>;
  sessions: ReadonlyMap<SessionId, Checkpoint["sessions"][number]>;
  sockets: ReadonlyMap<SessionId, Checkpoint["sockets"]>;
  onLine: ReadonlySet<string>;
  now: Checkpoint;
}>;

export function stageClients(
  trace: Trace,
  { now, cast }: Readonly<{ now: Checkpoint; cast: readonly Actor[] }>,
): readonly StageClient[] {
  const around: Around = {
    heard: hear(trace),
    seats: seatsOf(trace),
    states: groupedBy(now.states, ({ client }) => client),
    sessions: new Map(now.sessions.map((session) => [session.session, session])),
    sockets: groupedBy(now.sockets, ({ session }) => session),
    onLine: new Set(now.links.map(({ client }) => client)),
    now,
  };
  return cast.flatMap((actor) => cardsOf(actor, around));
}

function cardsOf(actor: Actor, around: Around): readonly StageClient[] {
  const { heard, states, sessions, seats } = around;
  const suffers = suffering(around.now, actor.name);
  const own = states.get(actor.name) ?? [];
  const places = seats.of(actor.name);
  const speaker = own.length === 0 ? undefined : speakerOf(own, places, around);
  return places.map((seat) => {
    const { who, session, isLost } = seat;
    const speaks = seat === speaker;
    const connection = speaks ? reported(own, seat, around) : observed(seat, around);
    const open = session === undefined || isLost ? undefined : sessions.get(session);
    return {
      ...actor,
      who,
      session,
      isLost,
      connection,
      ...(suffers !== undefined && { suffers }),
      transport: open === undefined ? undefined : transportOf(open, heard),
      ...(open !== undefined &&
        carrierOf(open.transport) === "polling" && { isPolling: heard.isPolling(open.sid) }),
      buffered: speaks ? heard.buffered(actor.name) : 0,
      refusals: speaks && connection.state === "connected" ? refusalsIn(own) : [],
    };
  });
}

/** Which of a client's connections its own reports are about: the one they name, or else the main one. */
function speakerOf(
  own: Checkpoint["states"],
  places: readonly Seat[],
  { sockets }: Around,
): Seat | undefined {
  const ids = new Set(own.flatMap(({ state }) => (state.state === "connected" ? [state.id] : [])));
  const named = places.find(
    ({ session }) => session !== undefined && sockets.get(session)?.some(({ id }) => ids.has(id)),
  );
  return named ?? places[0];
}

function transportOf(
  { sid, transport }: Checkpoint["sessions"][number],
  heard: Hearing,
): StageClient["transport"] {
  const carrier = carrierOf(transport);
  return carrier === "polling" && heard.isOnTrial(sid) ? "upgrading" : carrier;
}

const refusalsIn = (own: Checkpoint["states"]): StageClient["refusals"] =>
  own.flatMap(({ nsp, state }) => (state.state === "refused" ? [{ nsp, why: state.message }] : []));

// The most alive of its namespaces speaks for a client.
const ALIVE = ["connected", "connecting", "reconnecting", "refused", "disconnected", "gone"];

function reported(states: Checkpoint["states"], seat: Seat, around: Around): Connection {
  const [first] = states.toSorted(
    (one, other) => ALIVE.indexOf(one.state.state) - ALIVE.indexOf(other.state.state),
  );
  const state: ClientState = first?.state ?? { state: "connecting" };
  switch (state.state) {
    case "connecting":
      return connecting(seat, around);
    case "connected":
      return {
        state: "connected",
        ids: states.flatMap(({ nsp, state: own }) =>
          own.state === "connected" ? [{ nsp, id: own.id }] : [],
        ),
      };
    case "refused":
      return { state: "refused", why: state.message };
    case "disconnected":
      return { state: "disconnected", why: state.reason, willReconnect: state.willReconnect };
    case "reconnecting": {
      const { attempt, delay } = state;
      return { state: "reconnecting", attempt, delay, since: around.heard.waitsSince(seat.client) };
    }
    case "gone":
      return { state: "gone", why: state.why };
    default:
      return state satisfies never;
  }
}

/** What the server sees of a connection of which its client says nothing, such as that of someone's own program. */
function observed(seat: Seat, { heard, sockets, onLine, sessions }: Around): Connection {
  const { client, session, isLost } = seat;
  if (isLost) return { state: "lost" };
  if (session !== undefined) {
    const ids = sockets.get(session) ?? [];
    if (ids.length > 0) return { state: "connected", ids: ids.map(({ nsp, id }) => ({ nsp, id })) };
    return connecting(seat, { heard, sessions });
  }
  const why = heard.endingOf(client);
  if (why !== undefined) return { state: "disconnected", why, willReconnect: false };
  const waitsFor = heard.waitsOverHttp(client);
  if (waitsFor !== undefined) return { state: "http", waitsFor };
  return onLine.has(client) ? connecting(seat, { heard, sessions }) : { state: "absent" };
}

function connecting(
  { client, session, isLost }: Seat,
  { heard, sessions }: Pick<Around, "heard" | "sessions">,
): Connection {
  const open = session === undefined || isLost ? undefined : sessions.get(session);
  const by = open === undefined ? heard.asksBy(client) : carrierOf(open.transport);
  return { state: "connecting", by, attempt: heard.attemptOf(client) };
}

function groupedBy<T, K>(items: readonly T[], keyOf: (item: T) => K): ReadonlyMap<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [item]);
    else known.push(item);
  }
  return groups;
}
