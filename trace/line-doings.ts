// What the lines of the program sent: for the marks beside them, and for whoever asks a line for its packets.
import { isSending } from "#trace/delivery-at.ts";
import type { EventOf, Seq, SessionId, Trace, TraceEvent } from "#trace/event.ts";
import { type Account, growingAccount } from "#trace/growing-account.ts";
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
type Draft = {
  readonly file: string;
  readonly line: number;
  readonly seqs: Seq[];
  readonly names: Map<string, number>;
  readonly to: Set<string>;
};

/** The lines that sent something, in the order in which they first did. */
export const lineDoings = growingAccount(readLines);

function readLines(): Account<readonly LineDoings[]> {
  const clients = new Map<SessionId, string>();
  const lines = new Map<string, Draft>();
  const note = (event: Sent): void => {
    if (event.where === undefined || !isSending(event)) return;
    const { file, line } = event.where;
    const key = `${file}:${line}`;
    const draft: Draft = lines.get(key) ?? {
      file,
      line,
      seqs: [],
      names: new Map(),
      to: new Set(),
    };
    lines.set(key, draft);
    draft.seqs.push(event.seq);
    const name = nameOf(event);
    draft.names.set(name, (draft.names.get(name) ?? 0) + 1);
    for (const { session } of event.kind === "emit" ? [event.to] : event.to)
      draft.to.add(clients.get(session) ?? `session ${session}`);
  };
  return {
    read(event: TraceEvent): void {
      if (event.kind === "session.opened") clients.set(event.session, event.client);
      if (event.kind === "gap")
        for (const { session, client } of event.checkpoint.sessions) clients.set(session, client);
      if (event.kind === "emit" || event.kind === "broadcast") note(event);
    },
    told: (): readonly LineDoings[] =>
      [...lines.values()].map(({ file, line, seqs, names, to }) => ({
        file,
        line,
        seqs: [...seqs],
        words: wordsOf({ names, to, times: seqs.length }),
      })),
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
  names: ReadonlyMap<string, number>;
  to: ReadonlySet<string>;
  times: number;
}>;

/** Beyond so many, names are counted. */
const NAMED = 4;

function wordsOf({ names, to, times }: Told): string {
  const what = listed(few([...names.keys()]), "and");
  const whom = to.size === 0 ? "nobody" : listed(few([...to]), "and");
  const often = times === 1 ? "" : times === 2 ? ", twice" : `, ${times} times`;
  return `sent ${what} to ${whom}${often}`;
}

const few = (all: readonly string[]): readonly string[] =>
  all.length <= NAMED ? all : [...all.slice(0, NAMED), `${all.length - NAMED} more`];
