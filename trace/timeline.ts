// The trace as a list to read: one row an event, and which rows are worth a learner's eye.
import { castOf } from "#trace/cast.ts";
import { clientOf } from "#trace/checkpoint.ts";
import type { Seq, SessionId, Trace, TraceEvent, Trigger } from "#trace/event.ts";
import { growingList, type Reader } from "#trace/growing.ts";
import { readPacketText, saidIn } from "#trace/packet-text.ts";
import { createPrintContext, type PrintContext } from "#trace/print-context.ts";
import { whoOf } from "#trace/print-words.ts";
import { createSeats, type Seat, type Seats } from "#trace/seats.ts";
import { isMinor, kindOf, type StepKind } from "#trace/steps.ts";
import { rowWords, upwardWords } from "#trace/timeline-words.ts";
import { readUpwards, type Upward } from "#trace/upward.ts";

/** `isFolded`: bytes and bookkeeping, shown only to who asks for everything. */
export type TimelineRow = Readonly<{
  seq: Seq;
  at: number;
  /** Undefined for the server. */
  client: string | undefined;
  /** The client, or which of its connections: "Alice · tab 2". */
  who: string;
  isFolded: boolean;
  event: TraceEvent;
  /** The client's events and acknowledgements that this wire event carries. */
  sends: readonly Upward[];
  kind: StepKind;
  /** Everybody concerned: who did it, and whom it was sent to. */
  clients: readonly string[];
  /** The names of the events it speaks of, and their namespace; a turn speaks of what it was for. */
  names: readonly string[];
  nsp: string | undefined;
}>;

export type Timeline = Readonly<{
  rows: readonly TimelineRow[];
  /** What happened, said of whom the row is about. Worked out only when asked: rows may be thousands. */
  words(row: TimelineRow): string;
}>;

/** `scene` are the names of the scene's clients, in the order in which they are to be named. */
export function timeline(trace: Trace, scene: readonly string[] = []): Timeline {
  const cast = castOf(trace, scene);
  return {
    rows: rowsOf(trace),
    words(row) {
      const known = said.get(row);
      if (known !== undefined) return known;
      const context = contexts.get(row) ?? createPrintContext();
      const words =
        row.sends.length > 0
          ? row.sends.map(upwardWords).join(", then ")
          : rowWords(context, row.event, cast);
      said.set(row, words);
      return words;
    },
  };
}

/** Who was called what at a row: a later moment would give other names. */
const contexts = new WeakMap<TimelineRow, PrintContext>();
const said = new WeakMap<TimelineRow, string>();

const rowsOf = growingList(readRows);

export function readRows(): Reader<TimelineRow> {
  const context = createPrintContext();
  const seats = createSeats();
  const upwardsIn = readUpwards();
  const sessions = new Map<string, SessionId>();
  /** What clients sent, by the message that a turn names. */
  const received = new Map<string, Upward>();
  const causeOf = (trigger: Trigger): Upward | undefined =>
    trigger.by === "packet" ? received.get(`${trigger.session} ${trigger.packet}`) : undefined;

  return (event) => {
    context.note(event);
    seats.note(event);
    if (event.kind === "session.opened") sessions.set(event.sid, event.session);
    if (event.kind === "gap")
      for (const { sid, session } of event.checkpoint.sessions) sessions.set(sid, session);
    const sends = upwardsIn(event);
    for (const one of sends) received.set(`${one.session} ${one.message}`, one);
    const { seq, at } = event;
    const isFolded = sends.length === 0 && isMinor(event);
    const client = subjectOf(context, event);
    const session =
      event.kind === "handled"
        ? sessions.get(event.sid)
        : (sends[0]?.session ?? ("session" in event ? event.session : undefined));
    const seat = client === undefined ? undefined : seatIn(event, { seats, session });
    const cause = event.kind === "turn" ? causeOf(event.trigger) : undefined;
    const about = cause ? [cause] : sends;
    const others = recipientsOf(event).map(({ session }) => context.clientOf(session));
    const own = client ?? cause?.client;
    const row: TimelineRow = {
      seq,
      at,
      client,
      who: seat?.who ?? client ?? "server",
      isFolded,
      event,
      sends,
      kind: sends.length > 0 ? "sent" : kindOf(event),
      clients: own === undefined ? others : [own, ...others],
      ...(about.length > 0
        ? { names: about.flatMap(({ event: name }) => name ?? []), nsp: about[0]?.nsp }
        : spokenOf(event)),
    };
    contexts.set(row, contextAt(context, toldApart(event, seats)));
    return [row];
  };
}

function contextAt(context: PrintContext, names: ReadonlyMap<SessionId, string>): PrintContext {
  if (names.size === 0) return context;
  return { ...context, clientOf: (session) => names.get(session) ?? context.clientOf(session) };
}

function spokenOf(event: TraceEvent): Pick<TimelineRow, "names" | "nsp"> {
  switch (event.kind) {
    case "emit":
    case "broadcast": {
      const its = saidIn(readPacketText(event.packet));
      const names = its?.is === "event" && its.event !== undefined ? [its.event] : [];
      return { names, nsp: its?.nsp };
    }
    case "handled":
      return { names: [event.event], nsp: event.nsp };
    case "act":
      if (event.deed.do !== "emit" && event.deed.do !== "emitWithAck") break;
      return { names: [event.deed.event], nsp: event.deed.nsp };
    default:
      break;
  }
  return { names: [], nsp: "nsp" in event ? event.nsp : undefined };
}

/** Which connection a client's row is about, where the event says so. */
function seatIn(
  event: TraceEvent,
  { seats, session }: Readonly<{ seats: Seats; session: SessionId | undefined }>,
): Seat | undefined {
  if (event.kind === "room.joined" || event.kind === "room.left") return seats.holding(event.id);
  return session === undefined ? undefined : seats.at(session);
}

const recipientsOf = (event: TraceEvent) =>
  event.kind === "emit" ? [event.to] : event.kind === "broadcast" ? event.to : [];

/** The recipients whose client has another connection too. */
function toldApart(event: TraceEvent, seats: Seats): ReadonlyMap<SessionId, string> {
  return new Map(
    recipientsOf(event).flatMap(({ session }) => {
      const seat = seats.at(session);
      return seat === undefined || seat.who === seat.client ? [] : [[session, seat.who]];
    }),
  );
}

/**
 * Those who send and are sent to are told apart: what the program sends is the server's row. Undefined for the server,
 * of which a client may have the name.
 */
function subjectOf(context: PrintContext, event: TraceEvent): string | undefined {
  if (event.kind === "room.joined" || event.kind === "room.left")
    return context.ownerOf(event.nsp, event.id);
  if (event.kind === "frame" && event.from === "server") return undefined;
  const isClients = clientOf(event) !== undefined || "session" in event;
  return isClients ? whoOf(context, event) : undefined;
}
