// Why a client is in no reach of a broadcast: what its connection was doing at that moment.
import type { Checkpoint, SessionId, TraceEvent } from "#trace/event.ts";
import type { Absence, Reason } from "#trace/delivery.ts";
import { createPlainRequests } from "#trace/plain-requests.ts";
import type { Pushed } from "#trace/pushed.ts";

/** How each client's connections ended, since it last opened one. */
export type Endings = Readonly<{
  note(event: TraceEvent): void;
  /** The reason of the last end: of the socket in this namespace, or else of the whole session. */
  of(client: string, nsp: string): string | undefined;
  /** Whether a client speaks HTTP alone. */
  speaksHttp(client: string): boolean;
}>;

type Ends = {
  session: string | undefined;
  readonly sockets: Map<string, string>;
};

export function createEndings(): Endings {
  const ends = new Map<string, Ends>();
  // A session's sockets end when the program has heard of its end, which may be later.
  const clients = new Map<SessionId, string>();
  const plain = createPlainRequests();
  return {
    speaksHttp: (client) => plain.of(client) !== undefined,
    note(event) {
      plain.note(event);
      if (event.kind === "gap")
        for (const { session, client } of event.checkpoint.sessions) clients.set(session, client);
      if (event.kind === "session.opened") {
        ends.delete(event.client);
        clients.set(event.session, event.client);
      }
      if (event.kind !== "session.closed" && event.kind !== "socket.closed") return;
      const client = clients.get(event.session);
      if (client === undefined) return;
      const known = ends.get(client) ?? { session: undefined, sockets: new Map() };
      if (event.kind === "socket.closed") known.sockets.set(event.nsp, event.reason);
      else known.session = event.reason;
      ends.set(client, known);
    },
    of: (client, nsp) => ends.get(client)?.sockets.get(nsp) ?? ends.get(client)?.session,
  };
}

type Socket = Checkpoint["sockets"][number];
type Asked = Readonly<{
  client: string;
  nsp: string;
  now: Checkpoint;
  endings: Endings;
  /** What the turn sent it over plain HTTP. */
  told: Pushed | undefined;
}>;

/** The reason for a client or session without a socket in the namespace; `elsewhere` are its sockets in others. */
export function absenceReason(
  { client, nsp, now, endings, told }: Asked,
  elsewhere: readonly Socket[],
): Reason {
  if (elsewhere.length > 0)
    return { reason: "other-namespace", namespaces: elsewhere.map((socket) => socket.nsp) };
  return { reason: "not-connected", absence: absenceOf({ client, nsp, now, endings, told }) };
}

function absenceOf({ client, nsp, now, endings, told }: Asked): Absence {
  const state = now.states.find((one) => one.client === client && one.nsp === nsp)?.state;
  if (state?.state === "refused") return { was: "refused", message: state.message };
  const isOpening = now.sessions.some((session) => session.client === client);
  const stated = state?.state === "disconnected" && !isOpening ? state.reason : undefined;
  const why = endings.of(client, nsp) ?? stated;
  if (why !== undefined) return { was: "disconnected", why };
  if (endings.speaksHttp(client)) return { was: "http", told };
  return { was: isOpening || state?.state === "connecting" ? "connecting" : "never" };
}
