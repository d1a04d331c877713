// What a printer must remember of earlier events to print the next one: requests not yet answered, and who is who.
import type { EventOf, RequestId, SessionId, TraceEvent, Trigger, TurnId } from "#trace/event.ts";
import { createStableNames } from "#trace/stable-names.ts";

export type PrintOptions = Readonly<{
  /** For golden files: no times, costs or ports, and stable names for all that is random. */
  normalise?: boolean;
}>;

/** The memory of a printer. Questions are answered as of the last event noted. */
export type PrintContext = Readonly<{
  isNormalised: boolean;
  note(event: TraceEvent): void;
  /** The client's name, or "session 3" if its beginning is not in the trace. */
  clientOf(session: SessionId): string;
  /** The client of a socket id, or the id. */
  ownerOf(nsp: string, id: string): string;
  requestOf(request: RequestId): EventOf<"http.request"> | undefined;
  /** What began a turn, if the trace has it so far. */
  triggerOf(turn: TurnId): Trigger | undefined;
  /** The last emit or broadcast, which a `dropped` mostly follows. */
  lastSent(): EventOf<"emit"> | EventOf<"broadcast"> | undefined;
  /** A text from outside on one line, its random names replaced, cut at 160 characters. */
  shown(text: string): string;
  named(text: string): string;
}>;

const LONGEST = 160;

export function createPrintContext({ normalise = false }: PrintOptions = {}): PrintContext {
  const clients = new Map<SessionId, string>();
  const sockets = new Map<string, SessionId>();
  const requests = new Map<RequestId, EventOf<"http.request">>();
  const triggers = new Map<TurnId, Trigger>();
  const names = normalise ? createStableNames() : undefined;
  let sent: EventOf<"emit"> | EventOf<"broadcast"> | undefined;
  let answered: RequestId | undefined;

  const clientOf = (session: SessionId): string => clients.get(session) ?? `session ${session}`;
  const named = (text: string): string => names?.apply(text) ?? text;

  const remember = (event: TraceEvent): void => {
    // An answered request is kept until the next event: the answer itself still asks for it.
    if (answered !== undefined) requests.delete(answered);
    answered = undefined;
    switch (event.kind) {
      case "http.request":
        requests.set(event.request, event);
        break;
      case "http.response":
        answered = event.request;
        break;
      case "session.opened":
        clients.set(event.session, event.client);
        break;
      case "socket.opened":
        sockets.set(`${event.nsp} ${event.id}`, event.session);
        break;
      case "turn":
        triggers.set(event.turn, event.trigger);
        break;
      case "emit":
      case "broadcast":
        sent = event;
        break;
      case "gap":
        for (const { session, client } of event.checkpoint.sessions) clients.set(session, client);
        for (const { nsp, id, session } of event.checkpoint.sockets)
          sockets.set(`${nsp} ${id}`, session);
        break;
      default:
        break;
    }
  };

  return {
    isNormalised: normalise,
    note(event) {
      remember(event);
      names?.learn(event, event.kind === "http.response" ? requests.get(event.request) : undefined);
    },
    clientOf,
    ownerOf(nsp, id) {
      const session = sockets.get(`${nsp} ${id}`);
      return session === undefined ? named(id) : clientOf(session);
    },
    requestOf: (request) => requests.get(request),
    triggerOf: (turn) => triggers.get(turn),
    lastSent: () => sent,
    shown: (text) => cut(named(text).replace(/\r?\n/g, "⏎")),
    named,
  };
}

function cut(text: string): string {
  if (text.length <= LONGEST) return text;
  return `${text.slice(0, LONGEST - 20)}… (${text.length} characters)`;
}
