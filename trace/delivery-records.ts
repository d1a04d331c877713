// What deliveries look up in the whole trace, wherever it stands: reports come after what they report, and a turn may be
// written after what it sent.
import { createResendings, type Resent } from "#trace/resendings.ts";
import { causes, type Causes, type Doing } from "#trace/cause.ts";
import type { EventOf, Recipient, RequestId, Seq, SessionId, Trace } from "#trace/event.ts";

export type DeliveryRecords = Readonly<{
  clientOf(session: SessionId): string;
  handled(to: Recipient): EventOf<"handled"> | undefined;
  dropped(seq: Seq, session: SessionId): EventOf<"dropped"> | undefined;
  /** Whether a client has ever been told or reported anything: a foreign program has not. */
  reports(client: string): boolean;
  /** What was sent once more, to clients that came back to the socket they had. */
  resent(text: string): readonly Resent[];
  /** The first sending of what this sends once more. */
  originalOf(event: EventOf<"emit">): Seq | undefined;
  /** The session that began it, also through promises and timers. */
  originOf(doing: Doing): SessionId | undefined;
  /** The client whose packet or request began it. */
  authorOf(doing: Doing): string | undefined;
}> &
  Pick<Causes, "triggerOf">;

export function deliveryRecords(trace: Trace): DeliveryRecords {
  const clients = new Map<SessionId, Readonly<{ client: string; sid: string }>>();
  const handled = new Map<string, EventOf<"handled">>();
  const dropped = new Map<string, EventOf<"dropped">>();
  const reporters = new Set<string>();
  const requests = new Map<RequestId, string>();
  const again = createResendings();
  const { triggerOf, beginningOf } = causes(trace);
  for (const event of trace) {
    again.note(event);
    switch (event.kind) {
      case "gap":
        for (const { session, client, sid } of event.checkpoint.sessions)
          clients.set(session, { client, sid });
        for (const { client } of event.checkpoint.states) reporters.add(client);
        break;
      case "session.opened":
        clients.set(event.session, event);
        break;
      case "http.request":
        requests.set(event.request, event.client);
        break;
      case "handled":
        handled.set(`${event.sid} ${event.packet}`, event);
        reporters.add(event.client);
        break;
      case "act":
      case "client":
        reporters.add(event.client);
        break;
      case "dropped":
        dropped.set(`${event.of} ${event.session}`, event);
        break;
      default:
        break;
    }
  }
  const clientOf = (session: SessionId) => clients.get(session)?.client ?? `session ${session}`;
  return {
    clientOf,
    handled: ({ session, packet }) => handled.get(`${clients.get(session)?.sid} ${packet}`),
    dropped: (seq, session) => dropped.get(`${seq} ${session}`),
    reports: (client) => reporters.has(client),
    resent: again.resent,
    originalOf: again.originalOf,
    triggerOf,
    originOf(doing) {
      const beginning = beginningOf(doing);
      return beginning && "session" in beginning ? beginning.session : undefined;
    },
    authorOf(doing) {
      const beginning = beginningOf(doing);
      if (beginning?.by === "request") return requests.get(beginning.request);
      return beginning && "session" in beginning ? clientOf(beginning.session) : undefined;
    },
  };
}
