// Which connection of a person is meant. A client has several at once when it is open in two tabs, and when the server
// still holds one that the client has lost. Every view calls them by the names given here.
import { BY_HAND, createHandLines } from "#trace/by-hand.ts";
import type { ClientState, SessionId, Trace, TraceEvent } from "#trace/event.ts";

/** One connection of a client, or the client's place while it has none. */
export type Seat = Readonly<{
  client: string;
  session: SessionId | undefined;
  /** "Alice"; of several connections at once "Alice · tab 2", and "Alice · old" for one that she has lost. */
  who: string;
  /** The client says that this connection is over, and the server has not noticed. */
  isLost: boolean;
}>;

/** Who sits where, as of the last event noted. */
export type Seats = Readonly<{
  note(event: TraceEvent): void;
  /** At least one, the client's main one first. */
  of(client: string): readonly Seat[];
  /** Of a closed session the seat it had last; undefined for one of which nothing is known. */
  at(session: SessionId): Seat | undefined;
  /** Whose socket it is. */
  holding(socket: string): Seat | undefined;
}>;

/** The seats at the end of a trace. */
export function seatsOf(trace: Trace): Seats {
  const seats = createSeats();
  for (const event of trace) seats.note(event);
  return seats;
}

export function createSeats(): Seats {
  const clients = new Map<SessionId, string>();
  const open = new Map<string, SessionId[]>();
  const sockets = new Map<string, SessionId>();
  const lost = new Set<SessionId>();
  const left = new Map<SessionId, Seat>();
  const handLines = createHandLines();
  /** The sessions that were opened by hand, by their `sid`. */
  const byHand = new Map<string, SessionId>();
  /** Of clients for whom nothing has changed since they were asked for. */
  const known = new Map<string, readonly Seat[]>();

  const opens = (session: SessionId, client: string): void => {
    known.delete(client);
    clients.set(session, client);
    open.set(client, [...(open.get(client) ?? []), session]);
  };
  const closes = (session: SessionId): void => {
    const seat = at(session);
    if (seat !== undefined) left.set(session, seat);
    const client = clients.get(session) ?? "";
    known.delete(client);
    const others = (open.get(client) ?? []).filter((other) => other !== session);
    if (others.length > 0) open.set(client, others);
    else open.delete(client);
    clients.delete(session);
    lost.delete(session);
  };
  // A client that waits to connect again, or is gone, has lost what it had. It does not say which connection, so that
  // only the one of a client with a single one is known to be lost.
  const hears = (client: string, state: ClientState): void => {
    known.delete(client);
    const [only, ...others] = (open.get(client) ?? []).filter((session) => !lost.has(session));
    if (hasLost(state) && only !== undefined && others.length === 0) lost.add(only);
    // A report may come late, when the next connection stands already: the report after it says so.
    const found = state.state === "connected" ? sockets.get(state.id) : undefined;
    if (found === undefined) return;
    known.delete(clients.get(found) ?? "");
    lost.delete(found);
  };
  const setLost = (session: SessionId | undefined, isLost: boolean): void => {
    if (session === undefined || !clients.has(session)) return;
    known.delete(clients.get(session) ?? "");
    if (isLost) lost.add(session);
    else lost.delete(session);
  };
  const of = (client: string): readonly Seat[] => {
    const before = known.get(client);
    if (before !== undefined) return before;
    const own = open.get(client);
    const now: readonly Seat[] =
      own === undefined
        ? [{ client, session: undefined, who: client, isLost: false }]
        : placed(client, own, lost);
    known.set(client, now);
    return now;
  };

  const at = (session: SessionId): Seat | undefined => {
    const client = clients.get(session);
    if (client === undefined) return left.get(session);
    return of(client).find((seat) => seat.session === session);
  };

  return {
    note(event) {
      const change = handLines.note(event);
      if (change) setLost(byHand.get(change.sid), change.isLost);
      switch (event.kind) {
        case "gap": {
          for (const all of [clients, open, sockets, lost, left, known, byHand]) all.clear();
          handLines.restore(event.checkpoint);
          for (const { session, client, sid } of event.checkpoint.sessions) {
            opens(session, client);
            if (client !== BY_HAND) continue;
            byHand.set(sid, session);
            setLost(session, !handLines.has(sid));
          }
          for (const { id, session } of event.checkpoint.sockets) sockets.set(id, session);
          for (const { client, state } of event.checkpoint.states) hears(client, state);
          break;
        }
        case "session.opened":
          opens(event.session, event.client);
          if (event.client === BY_HAND) byHand.set(event.sid, event.session);
          break;
        case "session.closed":
          closes(event.session);
          break;
        case "socket.opened":
          sockets.set(event.id, event.session);
          break;
        case "client":
          hears(event.client, event.state);
          break;
        default:
          break;
      }
    },
    of,
    at,
    holding(socket) {
      const session = sockets.get(socket);
      return session === undefined ? undefined : at(session);
    },
  };
}

function placed(
  client: string,
  sessions: readonly SessionId[],
  lost: ReadonlySet<SessionId>,
): readonly Seat[] {
  const tabs = sessions.filter((session) => !lost.has(session));
  const old = sessions.filter((session) => lost.has(session));
  // Whoever has only lost connections is still one person at the end of one of them.
  const main = tabs.length > 0 ? tabs : old.splice(-1);
  const named = (of: readonly SessionId[], names: (i: number) => string): Seat[] =>
    of.map((session, i) => ({ client, session, who: names(i), isLost: lost.has(session) }));
  return [
    ...named(main, (i) => (i === 0 ? client : `${client} · tab ${i + 1}`)),
    ...named(old, (i) => (i === 0 ? `${client} · old` : `${client} · old ${i + 1}`)),
  ];
}

function hasLost(state: ClientState): boolean {
  return (
    state.state === "reconnecting" ||
    state.state === "gone" ||
    (state.state === "disconnected" && state.willReconnect)
  );
}
