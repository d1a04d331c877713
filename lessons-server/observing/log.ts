// What the server says to whoever looks after it: words in a terminal, JSON lines for a machine. It is one for the whole
// process, as the terminal is. Nothing a learner wrote or may keep secret is ever in it (log-redaction.ts).
import { type DestinationStream, destination, pino } from "pino";
import { redactError, redactText } from "./log-redaction.ts";

export const LOG_LEVELS = ["debug", "info", "warn", "error", "silent"] as const;
export type LogSettings = {
  readonly format: "words" | "json";
  readonly level: (typeof LOG_LEVELS)[number];
};

/** Beyond this what cannot be written is dropped: a full disk or a reader that has stopped must not stop the server. */
const MOST_WAITING = 1_000_000;
let sink: DestinationStream = { write: sayInWords };

/** The error of a line is its `err`; `sandbox` is a mark of `markOf`, never an id. */
export const log = pino(
  {
    level: "warn",
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (level) => ({ level }) },
    serializers: { err: redactError },
    hooks: {
      logMethod(args, method) {
        method.apply(
          this,
          args.map((arg) => (typeof arg === "string" ? redactText(arg) : arg)) as never,
        );
      },
    },
  },
  { write: (line: string) => sink.write(line) },
);

/** Until this is called, warnings and errors are said in words. JSON goes to a file descriptor. */
export function openLog({ format, level }: LogSettings, fd = 1): void {
  log.level = level;
  sink = format === "json" ? linesTo(fd) : { write: sayInWords };
}

function linesTo(fd: number): DestinationStream {
  const lines = destination({ fd, sync: false, maxLength: MOST_WAITING });
  lines.on("error", () => undefined);
  process.once("exit", () => {
    try {
      lines.flushSync();
    } catch {
      // Nobody takes them any more.
    }
  });
  return lines;
}

function sayInWords(line: string): void {
  const { msg, err } = JSON.parse(line) as { msg: string; err?: { stack: string } };
  console.error(err ? `${msg}: ${err.stack}` : msg);
}
