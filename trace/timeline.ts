// The trace as a list to read: one row an event, and which rows are worth a learner's eye.
import type { EventOf, Seq, Trace, TraceEvent } from "#trace/event.ts";
import { engineIoTarget } from "#trace/http.ts";
import { isUpgrade } from "#trace/link-session.ts";
import { readPacketText } from "#trace/packet-text.ts";
import { createPrintContext, type PrintContext } from "#trace/print-context.ts";
import { whoOf } from "#trace/print-words.ts";
import { rowWords, upwardWords } from "#trace/timeline-words.ts";
import { type Upward, upwards } from "#trace/upward.ts";

/** `who` is a client's name or "server". `isFolded`: bytes and bookkeeping, shown only to who asks for everything. */
export type TimelineRow = Readonly<{
  seq: Seq;
  at: number;
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

export function timeline(trace: Trace): Timeline {
  const context = createPrintContext();
  const sent = new Map<Seq, Upward[]>();
  for (const one of upwards(trace)) sent.set(one.seq, [...(sent.get(one.seq) ?? []), one]);
  const rows = trace.map((event): TimelineRow => {
    context.note(event);
    const { seq, at } = event;
    const sends = sent.get(seq) ?? NONE;
    const isFolded = sends.length === 0 && isMinor(event);
    return { seq, at, who: subjectOf(context, event), isFolded, event, sends };
  });
  return {
    rows,
    words: (row) =>
      row.sends.length > 0
        ? row.sends.map(upwardWords).join(", then ")
        : rowWords(context, row.event),
  };
}

/** Those who send and are sent to are told apart: what the program sends is the server's row. */
function subjectOf(context: PrintContext, event: TraceEvent): string {
  if (event.kind === "room.joined" || event.kind === "room.left")
    return context.ownerOf(event.nsp, event.id);
  return event.kind === "frame" && event.from === "server" ? "server" : whoOf(context, event);
}

function isMinor(event: TraceEvent): boolean {
  switch (event.kind) {
    case "link.opened":
    case "link.closed":
    case "session.opened":
    case "session.closed":
    case "turn":
      return true;
    case "http.request":
      return engineIoTarget(event.target) !== undefined;
    case "http.response":
      // Engine.IO's own answers are seen in what they bring; the others follow a request that is shown.
      return event.status === 200 || event.status === 101;
    case "frame":
      return !isUpgrade(event);
    case "emit":
      return isOwn(event);
    case "room.joined":
    case "room.left":
      return event.room === event.id;
    case "settled":
      return event.ok;
    case "run.started":
    case "run.ended":
    case "server.listening":
    case "server.closed":
    case "act":
    case "socket.opened":
    case "socket.closed":
    case "broadcast":
    case "dropped":
    case "handled":
    case "client":
    case "log":
    case "fault":
    case "limit":
    case "gap":
      return false;
    default:
      return event satisfies never;
  }
}

/** What Socket.IO sends by itself. */
function isOwn({ packet }: EventOf<"emit">): boolean {
  const reading = readPacketText(packet);
  if (reading.state === "wrong") return false;
  const { type } = reading.state === "whole" ? reading.packet : reading;
  return type === "CONNECT" || type === "DISCONNECT" || type === "CONNECT_ERROR";
}
