// The wire of a run: everything that passed, and for any event of the trace what of it is meant.
import { causes } from "#trace/cause.ts";
import type {
  Deed,
  EventOf,
  RequestId,
  Seq,
  SessionId,
  Trace,
  TraceEvent,
  Trigger,
} from "#trace/event.ts";
import { eventName } from "#trace/packet-text.ts";
import { type Connection, connectionsOf, type RequestOf } from "#trace/wire-connections.ts";
import { carriersOf, contentOf, eventOf, type Passage, passages } from "#trace/wire-passages.ts";
import { isBeat } from "#trace/wire-words.ts";

/**
 * What carried an event. "itself": it is bytes; "carried": these bytes brought it about, or came of it; "began": they set
 * off the turn it belongs to; "latest": it was on no wire, and this is the last packet before it.
 */
export type Found = Readonly<{
  how: "itself" | "carried" | "began" | "latest";
  /** Several when a broadcast went to several, or a payload held several. */
  passages: readonly [Passage, ...Passage[]];
}>;

export type Wire = Readonly<{
  /** In the order of their first bytes. */
  all: readonly Passage[];
  /** Of an event of this trace; undefined if nothing had passed by then. Without an event, the latest up to `end`. */
  find(selected: Seq | undefined, end: number): Found | undefined;
  connections: readonly Connection[];
  /** The connection that a passage is of. */
  connection(passage: Passage): Connection | undefined;
  requestOf: RequestOf;
}>;

export function wire(trace: Trace): Wire {
  const all = passages(trace).toSorted((a, b) => a.first - b.first);
  const requests = new Map<RequestId, EventOf<"http.request">>();
  for (const event of trace) if (event.kind === "http.request") requests.set(event.request, event);
  const requestOf: RequestOf = ({ request }) => requests.get(request);
  const connections = connectionsOf(all, requestOf);
  let packets: SentPackets | undefined;
  const sent = (): SentPackets => (packets ??= sentPackets(all));
  const latest = (end: number): Found | undefined => {
    const passed = all.findLast((one) => one.last <= end && !isBeat(one));
    const last = passed ?? all.findLast((one) => one.last <= end);
    return last && { how: "latest", passages: [last] };
  };
  return {
    all,
    requestOf,
    find(selected, end) {
      const event = selected === undefined ? undefined : trace.find(({ seq }) => seq === selected);
      if (event === undefined) return latest(end);
      return found(lookedUp(event, { trace, all, sent })) ?? latest(event.seq);
    },
    connections,
    connection: (passage) => connections.find(({ passages: own }) => own.includes(passage)),
  };
}

type Looked = Readonly<{ how: Found["how"]; passages: readonly (Passage | undefined)[] }>;
/** What the server sent, by `packetName`. */
type SentPackets = ReadonlyMap<string, Passage>;
type In = Readonly<{ trace: Trace; all: readonly Passage[]; sent: () => SentPackets }>;
type Sending = EventOf<"emit"> | EventOf<"broadcast">;

function found({ how, passages: looked }: Looked): Found | undefined {
  const [first, ...more] = looked.flatMap((passage) => passage ?? []);
  return first && { how, passages: [first, ...more] };
}

function lookedUp(event: TraceEvent, within: In): Looked {
  const { all } = within;
  const carried = (...those: readonly (Passage | undefined)[]): Looked => ({
    how: "carried",
    passages: those,
  });
  switch (event.kind) {
    case "frame":
    case "http.request":
    case "http.response":
    case "http.chunk": {
      const own = all.filter((one) => carriersOf(one).some((carrier) => carrier.event === event));
      return { how: "itself", passages: own };
    }
    case "emit":
    case "broadcast":
      return carried(...packetsOf(event, within));
    case "handled":
      return carried(
        all.find(
          (one) =>
            one.from === "server" &&
            one.sid === event.sid &&
            one.completed?.number === event.packet,
        ),
      );
    case "act":
      return carried(
        all.find(
          (one) => one.first > event.seq && one.client === event.client && isOf(one, event.deed),
        ),
      );
    case "session.opened":
      return carried(all.find((one) => one.sid === event.sid && one.from === "server"));
    case "session.closed":
      return carried(all.findLast((one) => one.session === event.session && one.last <= event.seq));
    case "link.opened":
      return carried(all.find((one) => one.link === event.link));
    case "link.closed":
      return carried(all.findLast((one) => one.link === event.link && one.last <= event.seq));
    case "client":
      return carried(
        all.findLast((one) => one.client === event.client && one.last <= event.seq && !isBeat(one)),
      );
    case "turn":
      return { how: "began", passages: [ofTrigger(event.trigger, event.seq, all)] };
    default:
      return began(event, within);
  }
}

/** What set off the turn of a fact of the program. */
function began(event: TraceEvent, { trace, all }: In): Looked {
  if (!("turn" in event) || event.turn === undefined) return { how: "began", passages: [] };
  const { turn } = event;
  const cause = "cause" in event ? event.cause : undefined;
  const trigger = causes(trace).beginningOf(cause === undefined ? { turn } : { turn, cause });
  return { how: "began", passages: [trigger && ofTrigger(trigger, event.seq, all)] };
}

function ofTrigger(trigger: Trigger, seq: Seq, all: readonly Passage[]): Passage | undefined {
  switch (trigger.by) {
    case "packet":
      return all.find(
        (one) =>
          one.from === "client" &&
          one.session === trigger.session &&
          one.completed?.message === trigger.packet,
      );
    case "request":
      return all.find((one) => {
        const event = eventOf(one);
        return event.kind === "http.request" && event.request === trigger.request;
      });
    case "connection":
    case "upgrade":
    case "transport":
    case "close":
      return all.findLast(
        (one) => one.from === "client" && one.session === trigger.session && one.last <= seq,
      );
    case "load":
    case "timer":
      return undefined;
    default:
      return trigger satisfies never;
  }
}

/** One for each recipient for whom it left. */
function packetsOf(event: Sending, { trace, sent }: In): readonly (Passage | undefined)[] {
  const dropped = new Set(
    trace.flatMap((one) => (one.kind === "dropped" && one.of === event.seq ? [one.session] : [])),
  );
  return (event.kind === "emit" ? [event.to] : event.to).map(({ session, packet }) => {
    if (dropped.has(session)) return undefined;
    const passage = sent().get(packetName(session, packet));
    return passage !== undefined && passage.last > event.seq ? passage : undefined;
  });
}

const packetName = (session: SessionId, packet: number): string => `${session} ${packet}`;

function sentPackets(all: readonly Passage[]): SentPackets {
  const sent = new Map<string, Passage>();
  for (const passage of all) {
    const { from, session, completed } = passage;
    if (from === "server" && session !== undefined && completed?.number !== undefined)
      sent.set(packetName(session, completed.number), passage);
  }
  return sent;
}

function isOf(one: Passage, deed: Deed): boolean {
  if (one.from !== "client") return false;
  const { completed } = one;
  const packet = completed?.reading.state === "whole" ? completed.reading.packet : undefined;
  switch (deed.do) {
    case "emit":
    case "emitWithAck":
      return packet !== undefined && packet.nsp === deed.nsp && eventName(packet) === deed.event;
    case "disconnect":
      return packet?.type === "DISCONNECT";
    case "connect":
      return eventOf(one).kind === "http.request";
    case "http": {
      const event = eventOf(one);
      return (
        contentOf(one).content === "http" &&
        event.kind === "http.request" &&
        event.method === deed.method
      );
    }
    default:
      return deed satisfies never;
  }
}
