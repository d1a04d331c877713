// What the lines of the program sent: for the marks beside them, and for whoever asks a line for its packets.
import { isSending } from "#trace/delivery-at.ts";
import type { EventOf, Seq, SessionId, Trace } from "#trace/event.ts";
import { growingList, type Reader } from "#trace/growing.ts";
import { listed } from "#trace/listed.ts";
import { readPacketText, saidIn } from "#trace/packet-text.ts";

/** A line from which something was sent. */
export type LineDoings = Readonly<{
  file: string;
  line: number;
  /** Every sending, in order. */
  seqs: readonly Seq[];
  /** "sent chat to Bob and Carol, 3 times" */
  words: string;
}>;

type Sent = EventOf<"emit"> | EventOf<"broadcast">;
/** One sending of a line. */
type Doing = Readonly<{
  file: string;
  line: number;
  seq: Seq;
  name: string;
  to: readonly string[];
}>;

/** The lines that sent something, in the order in which they first did. */
export function lineDoings(trace: Trace): readonly LineDoings[] {
  const lines = new Map<string, Doing[]>();
  for (const doing of doings(trace)) {
    const key = `${doing.file}:${doing.line}`;
    const own = lines.get(key);
    if (own === undefined) lines.set(key, [doing]);
    else own.push(doing);
  }
  return [...lines.values()].flatMap((own): readonly LineDoings[] => {
    const [first] = own;
    if (first === undefined) return [];
    const { file, line } = first;
    const names = new Set(own.map(({ name }) => name));
    const to = new Set(own.flatMap((one) => one.to));
    const words = wordsOf({ names, to, times: own.length });
    return [{ file, line, seqs: own.map(({ seq }) => seq), words }];
  });
}

const doings = growingList(readDoings);

function readDoings(): Reader<Doing> {
  const clients = new Map<SessionId, string>();
  return (event) => {
    if (event.kind === "session.opened") clients.set(event.session, event.client);
    if (event.kind === "gap")
      for (const { session, client } of event.checkpoint.sessions) clients.set(session, client);
    if (event.kind !== "emit" && event.kind !== "broadcast") return [];
    if (event.where === undefined || !isSending(event)) return [];
    const { file, line } = event.where;
    const to = (event.kind === "emit" ? [event.to] : event.to).map(
      ({ session }) => clients.get(session) ?? `session ${session}`,
    );
    return [{ file, line, seq: event.seq, name: nameOf(event), to }];
  };
}

/** What a line sent, up to the end of the trace; nothing for a line that sent nothing. */
export const doingsOf = (trace: Trace, file: string, line: number): readonly Seq[] =>
  lineDoings(trace).find((one) => one.file === file && one.line === line)?.seqs ?? [];

function nameOf({ packet }: Sent): string {
  const said = saidIn(readPacketText(packet));
  if (said === undefined) return "a packet that cannot be read";
  return said.is === "ack" ? "an acknowledgement" : said.event || "an event";
}

type Told = Readonly<{
  names: ReadonlySet<string>;
  to: ReadonlySet<string>;
  times: number;
}>;

/** Beyond so many, names are counted. */
const NAMED = 4;

function wordsOf({ names, to, times }: Told): string {
  const what = listed(few([...names]), "and");
  const whom = to.size === 0 ? "nobody" : listed(few([...to]), "and");
  const often = times === 1 ? "" : times === 2 ? ", twice" : `, ${times} times`;
  return `sent ${what} to ${whom}${often}`;
}

const few = (all: readonly string[]): readonly string[] =>
  all.length <= NAMED ? all : [...all.slice(0, NAMED), `${all.length - NAMED} more`];
