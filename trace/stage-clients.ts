// What each client on stage holds: its own account of its connection, or the server's if it gives none.
import type { Actor } from "#trace/cast.ts";
import type { Checkpoint, ClientState, SessionId, Trace } from "#trace/event.ts";
import { engineIoTarget } from "#trace/http.ts";

export type Connection = Readonly<
  /** Of the scene, and nothing has been heard of it. */
  | { state: "absent" }
  | { state: "connecting" }
  /** `ids` are its sockets, one a namespace. */
  | { state: "connected"; ids: readonly Readonly<{ nsp: string; id: string }>[] }
  | { state: "refused"; why: string }
  | { state: "disconnected"; why: string; willReconnect: boolean }
  | { state: "reconnecting"; attempt: number }
  | { state: "gone"; why: string }
>;

export type StageClient = Actor &
  Readonly<{
    connection: Connection;
    /** What carries its packets, as long as it has an Engine.IO session. "upgrading": polling, with a WebSocket on trial. */
    transport: "polling" | "websocket" | "upgrading" | undefined;
    /** Packets that wait in the client for a connection. */
    buffered: number;
    /** Namespaces that would not have it, while it is connected to others. */
    refusals: readonly Readonly<{ nsp: string; why: string }>[];
  }>;

export function stageClients(
  trace: Trace,
  { now, cast }: Readonly<{ now: Checkpoint; cast: readonly Actor[] }>,
): readonly StageClient[] {
  const heard = hear(trace);
  return cast.map((actor) => {
    const own = now.states.filter(({ client }) => client === actor.name);
    const sessions = now.sessions.filter(({ client }) => client === actor.name);
    const connection =
      own.length > 0
        ? reported(own)
        : observed(actor.name, { now, endings: heard.endings, known: now.clients });
    const session = sessions.at(-1);
    return {
      ...actor,
      connection,
      transport:
        session === undefined ? undefined : transportOf(session, heard.onTrial.has(session.sid)),
      buffered: heard.buffered.get(actor.name) ?? 0,
      refusals:
        connection.state !== "connected"
          ? []
          : own.flatMap(({ nsp, state }) =>
              state.state === "refused" ? [{ nsp, why: state.message }] : [],
            ),
    };
  });
}

type Heard = Readonly<{
  buffered: ReadonlyMap<string, number>;
  /** The sids whose client has asked for a WebSocket that has not failed. */
  onTrial: ReadonlySet<string>;
  /** Why a client's last session ended. */
  endings: ReadonlyMap<string, string>;
}>;

function hear(trace: Trace): Heard {
  const buffers = new Map<string, Map<string, number>>();
  const trials = new Map<number, string>();
  const clients = new Map<SessionId, string>();
  const endings = new Map<string, string>();
  for (const event of trace) {
    if (event.kind === "client") {
      const own = buffers.get(event.client) ?? new Map<string, number>();
      buffers.set(event.client, own.set(event.nsp, event.buffered));
    } else if (event.kind === "http.request") {
      const target = engineIoTarget(event.target);
      if (target?.transport === "websocket" && target.sid !== undefined)
        trials.set(event.link, target.sid);
    } else if (event.kind === "link.closed") trials.delete(event.link);
    else if (event.kind === "session.opened") clients.set(event.session, event.client);
    else if (event.kind === "gap")
      for (const { session, client } of event.checkpoint.sessions) clients.set(session, client);
    else if (event.kind === "session.closed") {
      const client = clients.get(event.session);
      if (client !== undefined) endings.set(client, event.reason);
    }
  }
  const buffered = new Map(
    [...buffers].map(([client, own]) => [client, [...own.values()].reduce((a, b) => a + b, 0)]),
  );
  return { buffered, onTrial: new Set(trials.values()), endings };
}

function transportOf(
  { transport }: Checkpoint["sessions"][number],
  isOnTrial: boolean,
): StageClient["transport"] {
  if (transport === "websocket") return "websocket";
  return isOnTrial ? "upgrading" : "polling";
}

// The most alive of its namespaces speaks for a client.
const ALIVE = ["connected", "connecting", "reconnecting", "refused", "disconnected", "gone"];

function reported(states: Checkpoint["states"]): Connection {
  const [first] = states.toSorted(
    (one, other) => ALIVE.indexOf(one.state.state) - ALIVE.indexOf(other.state.state),
  );
  const state: ClientState = first?.state ?? { state: "connecting" };
  switch (state.state) {
    case "connecting":
      return { state: "connecting" };
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
    case "reconnecting":
      return { state: "reconnecting", attempt: state.attempt };
    case "gone":
      return { state: "gone", why: state.why };
    default:
      return state satisfies never;
  }
}

/** A client that reports nothing, such as someone's own program: what the server sees of it. */
function observed(
  client: string,
  {
    now,
    endings,
    known,
  }: Readonly<{
    now: Checkpoint;
    endings: ReadonlyMap<string, string>;
    known: readonly string[];
  }>,
): Connection {
  const sessions = now.sessions.filter((session) => session.client === client);
  const open = new Set(sessions.map(({ session }) => session));
  const ids = now.sockets.filter(({ session }) => open.has(session));
  if (ids.length > 0) return { state: "connected", ids: ids.map(({ nsp, id }) => ({ nsp, id })) };
  if (sessions.length > 0) return { state: "connecting" };
  const why = endings.get(client);
  if (why !== undefined) return { state: "disconnected", why, willReconnect: false };
  const isOnLine = now.links.some((link) => link.client === client);
  return known.includes(client) && isOnLine ? { state: "connecting" } : { state: "absent" };
}
