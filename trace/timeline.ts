// The trace as a list to read: one row an event, and which rows are worth a learner's eye.
import { castOf } from "#trace/cast.ts";
import type { Seq, SessionId, Trace, TraceEvent } from "#trace/event.ts";
import { createPrintContext, type PrintContext } from "#trace/print-context.ts";
import { whoOf } from "#trace/print-words.ts";
import { createSeats, type Seat, type Seats } from "#trace/seats.ts";
import { isMinor } from "#trace/steps.ts";
import { rowWords, upwardWords } from "#trace/timeline-words.ts";
import { type Upward, upwards } from "#trace/upward.ts";

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
}>;

const NONE: readonly Upward[] = [];

export type Timeline = Readonly<{
  rows: readonly TimelineRow[];
  /** What happened, said of whom the row is about. Worked out only when asked: rows may be thousands. */
  words(row: TimelineRow): string;
}>;

/** `scene` are the names of the scene's clients, in the order in which they are to be named. */
export function timeline(trace: Trace, scene: readonly string[] = []): Timeline {
  const cast = castOf(trace, scene);
  const context = createPrintContext();
  const seats = createSeats();
  const sent = new Map<Seq, Upward[]>();
  for (const one of upwards(trace)) sent.set(one.seq, [...(sent.get(one.seq) ?? []), one]);
  /** Names that a later moment would give otherwise. */
  const names = new Map<Seq, ReadonlyMap<SessionId, string>>();
  const rows = trace.map((event): TimelineRow => {
    context.note(event);
    seats.note(event);
    const { seq, at } = event;
    const sends = sent.get(seq) ?? NONE;
    const isFolded = sends.length === 0 && isMinor(event);
    const subject = subjectOf(context, event);
    const client = subject === "server" ? undefined : subject;
    const seat = client === undefined ? undefined : seatIn(event, { seats, sends });
    const told = toldApart(event, seats);
    if (told.size > 0) names.set(seq, told);
    return { seq, at, client, who: seat?.who ?? subject, isFolded, event, sends };
  });
  const contextAt = (seq: Seq): PrintContext => {
    const known = names.get(seq);
    if (known === undefined) return context;
    return { ...context, clientOf: (session) => known.get(session) ?? context.clientOf(session) };
  };
  return {
    rows,
    words: (row) =>
      row.sends.length > 0
        ? row.sends.map(upwardWords).join(", then ")
        : rowWords(contextAt(row.seq), row.event, cast),
  };
}

/** Which connection a client's row is about, where the event says so. */
function seatIn(
  event: TraceEvent,
  { seats, sends }: Readonly<{ seats: Seats; sends: readonly Upward[] }>,
): Seat | undefined {
  if (event.kind === "room.joined" || event.kind === "room.left") return seats.holding(event.id);
  const session = sends[0]?.session ?? ("session" in event ? event.session : undefined);
  return session === undefined ? undefined : seats.at(session);
}

/** The recipients whose client has another connection too. */
function toldApart(event: TraceEvent, seats: Seats): ReadonlyMap<SessionId, string> {
  const to = event.kind === "emit" ? [event.to] : event.kind === "broadcast" ? event.to : [];
  return new Map(
    to.flatMap(({ session }) => {
      const seat = seats.at(session);
      return seat === undefined || seat.who === seat.client ? [] : [[session, seat.who]];
    }),
  );
}

/** Those who send and are sent to are told apart: what the program sends is the server's row. */
function subjectOf(context: PrintContext, event: TraceEvent): string {
  if (event.kind === "room.joined" || event.kind === "room.left")
    return context.ownerOf(event.nsp, event.id);
  return event.kind === "frame" && event.from === "server" ? "server" : whoOf(context, event);
}
