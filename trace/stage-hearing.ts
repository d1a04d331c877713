// What the clients on stage have said and asked for, as far as the state at the end of a trace does not hold it.
import type { SessionId, Trace } from "#trace/event.ts";
import { engineIoTarget } from "#trace/http.ts";
import { createPlainRequests } from "#trace/plain-requests.ts";

export type Carrier = "polling" | "websocket";

export type Hearing = Readonly<{
  /** Packets that wait in a client for a connection. */
  buffered(client: string): number;
  /** By what a client has last asked for a connection that it has not got yet. */
  asksBy(client: string): Carrier | undefined;
  /**
   * For who has asked for nothing but the program's own routes: what it waits for an answer to, or for the rest of one.
   * Undefined for everyone else.
   */
  waitsOverHttp(client: string): readonly string[] | undefined;
  /** Whether a client of this `sid` has a WebSocket on trial. */
  isOnTrial(sid: string): boolean;
  /** Whether a request of this `sid` waits at the server for something to answer; undefined before the first is seen. */
  isPolling(sid: string): boolean | undefined;
  /** Why a client's last session ended. */
  endingOf(client: string): string | undefined;
  /** Since when a client has waited for its next attempt, in milliseconds of the run. */
  waitsSince(client: string): number | undefined;
  /** The number of the attempt that a client makes or waits for, since it was last connected. */
  attemptOf(client: string): number | undefined;
}>;

// A failed attempt is told as "refused", and the next one follows.
const ENDS_TRYING: ReadonlySet<string> = new Set(["connected", "disconnected", "gone"]);

export function hear(trace: Trace): Hearing {
  const buffers = new Map<string, Map<string, number>>();
  const asks = new Map<string, Carrier>();
  const plain = createPlainRequests();
  const trials = new Map<number, string>();
  const polls = new Map<number, string>();
  const polled = new Set<string>();
  const clients = new Map<SessionId, string>();
  const endings = new Map<string, string>();
  const waits = new Map<string, number>();
  const attempts = new Map<string, number>();
  for (const event of trace) {
    plain.note(event);
    switch (event.kind) {
      case "client": {
        const own = buffers.get(event.client) ?? new Map<string, number>();
        buffers.set(event.client, own.set(event.nsp, event.buffered));
        if (event.state.state === "reconnecting") {
          waits.set(event.client, event.at);
          attempts.set(event.client, event.state.attempt);
        } else if (ENDS_TRYING.has(event.state.state)) attempts.delete(event.client);
        break;
      }
      case "http.request": {
        const target = engineIoTarget(event.target);
        if (target === undefined) break;
        if (target.sid !== undefined && event.method === "GET" && target.transport === "polling") {
          polled.add(target.sid);
          polls.set(event.request, target.sid);
        }
        if (target.sid === undefined) asks.set(event.client, carrierOf(target.transport));
        else if (target.transport === "websocket") trials.set(event.link, target.sid);
        break;
      }
      case "http.response":
        polls.delete(event.request);
        break;
      case "link.closed":
        trials.delete(event.link);
        break;
      case "session.opened":
        clients.set(event.session, event.client);
        asks.delete(event.client);
        break;
      case "session.closed": {
        const client = clients.get(event.session);
        if (client !== undefined) endings.set(client, event.reason);
        break;
      }
      case "gap":
        for (const { session, client } of event.checkpoint.sessions) clients.set(session, client);
        break;
      default:
        break;
    }
  }
  const polling = new Set(polls.values());
  const onTrial = new Set(trials.values());
  return {
    buffered: (client) => [...(buffers.get(client)?.values() ?? [])].reduce((a, b) => a + b, 0),
    asksBy: (client) => asks.get(client),
    waitsOverHttp: plain.of,
    isOnTrial: (sid) => onTrial.has(sid),
    isPolling: (sid) => (polled.has(sid) ? polling.has(sid) : undefined),
    endingOf: (client) => endings.get(client),
    waitsSince: (client) => waits.get(client),
    attemptOf: (client) => attempts.get(client),
  };
}

export const carrierOf = (transport: string): Carrier =>
  transport === "websocket" ? "websocket" : "polling";
