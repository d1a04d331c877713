// What the programs said, and what went wrong, line by line: the log of the server and of every client in one.
import type { Position, Seq, Side, Trace, TraceEvent, TurnId } from "#trace/event.ts";
import { growingList } from "#trace/growing.ts";
import { triggerWords } from "#trace/print-cause.ts";
import { createPrintContext } from "#trace/print-context.ts";

/** The levels of a console, and those of ours: what a program did wrong, and a limit that it met. */
export const LOG_LEVELS = ["debug", "log", "info", "warn", "error", "fault", "limit"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export type LogLine = Readonly<{
  seq: Seq;
  at: number;
  level: LogLevel;
  /** Undefined for the server. */
  client: string | undefined;
  /** Of a fault its name and message. */
  text: string;
  /** The lines around the place of a fault, with a mark under it; empty for everything else. */
  frame: string;
  where: Position | undefined;
  /** The turn in which it was said, where it was the server. */
  turn: TurnId | undefined;
}>;

export const logLines = growingList(() => (event): readonly LogLine[] => {
  switch (event.kind) {
    case "log": {
      const { text, from, level } = event;
      return [{ ...about(event), level: known(level), client: nameOf(from), text, frame: "" }];
    }
    case "fault": {
      const { name, message, frame, from } = event;
      const text = `${name}: ${message}`;
      return [{ ...about(event), level: "fault", client: nameOf(from), text, frame }];
    }
    case "limit":
      return [{ ...about(event), level: "limit", client: undefined, text: event.text, frame: "" }];
    default:
      return [];
  }
});

type Told = Extract<TraceEvent, { kind: "log" | "fault" | "limit" }>;
const about = ({ seq, at, where, turn }: Told) => ({ seq, at, where, turn });

const nameOf = (side: Side): string | undefined =>
  side.side === "client" ? side.client : undefined;

const known = (level: string): LogLevel => LOG_LEVELS.find((one) => one === level) ?? "log";

/** `client` "server" is the server; undefined is anybody. Levels in `hidden` are left out. */
export type LogFilter = Readonly<{
  hidden: ReadonlySet<LogLevel>;
  client: string | undefined;
  /** Looked for in texts, code frames and places, whatever the case. */
  text: string;
}>;

export function filtered(lines: readonly LogLine[], filter: LogFilter): readonly LogLine[] {
  const { hidden, client, text } = filter;
  const wanted = text.trim().toLowerCase();
  if (hidden.size === 0 && client === undefined && wanted === "") return lines;
  return lines.filter(
    (line) =>
      !hidden.has(line.level) &&
      (client === undefined || (line.client ?? "server") === client) &&
      (wanted === "" || textOf(line).toLowerCase().includes(wanted)),
  );
}

const textOf = ({ text, frame, where }: LogLine): string =>
  `${text}\n${frame}\n${where === undefined ? "" : `${where.file}:${where.line}`}`;

/** What began a turn, "packet 3 from Alice", and where it stands; undefined as long as the turn is not over. */
export type TurnWords = (turn: TurnId) => Readonly<{ seq: Seq; words: string }> | undefined;

export function turnWordsIn(trace: Trace): TurnWords {
  const context = createPrintContext();
  const turns = new Map<TurnId, Extract<TraceEvent, { kind: "turn" }>>();
  for (const event of trace) {
    context.note(event);
    if (event.kind === "turn") turns.set(event.turn, event);
  }
  return (turn) => {
    const event = turns.get(turn);
    return event && { seq: event.seq, words: triggerWords(context, event.trigger) };
  };
}
