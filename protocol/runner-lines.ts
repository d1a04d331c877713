// How the gateway and a runner's thread speak: one line each, over a socket of their own.
// A line is words with a text at its end, so that what a program said is passed on without being read.
import { z } from "zod";
import { ClientCode } from "./client-code.ts";

/**
 * Gateway → thread: `<word> <vm> <text>`, where `vm` numbers a program for as long as the connection lives.
 * load: the text is a Program; input: an Input; rest: milliseconds in which it has no turn; probe: a number to tell the
 * answer by; code: a CodeAsked; drop: nothing.
 */
export type ToThread = "load" | "input" | "rest" | "probe" | "code" | "drop";

/** Asks for the client's program that begins with this file of the program's. */
export type CodeAsked = { readonly asked: number; readonly file: string };

/** What the gateway lets each program of the runner have. Fuel is in units, `timers` in timers that fire. */
export type RunnerLimits = {
  readonly fuel: { readonly perSecond: number; readonly burst: number };
  readonly timers: { readonly perSecond: number; readonly burst: number };
};

/** Thread → gateway: the first line of a connection. `life` is a number that no other thread of the process has or had. */
export const Hello = z.object({ life: z.number().int(), secret: z.string() });

/** Runner → gateway, beside the lines: a thread is gone, and the program it was at, if any. */
export const ThreadEnded = z.object({
  ended: z.number().int(),
  at: z.number().int().nullable(),
  /** The watchdog ended it. */
  isStuck: z.boolean(),
});
export type ThreadEnded = z.infer<typeof ThreadEnded>;

/** Gateway → runner, beside the lines and behind the settings: are you there? The runner says it back. */
const Beat = z.object({ beat: z.number().int() });
export type Beat = z.infer<typeof Beat>;
/** What the runner says beside the lines. */
export const FromRunner = z.union([ThreadEnded, Beat]);
export type FromRunner = z.infer<typeof FromRunner>;

const Killed = z.object({
  /** The turn whose work it was, if another's; -1 when that is not known. */
  cause: z.number().int().optional(),
  during: z.enum(["budget", "memory", "runner"]),
  error: z.object({ name: z.string(), message: z.string(), stack: z.string() }),
});

/** Thread → gateway: what one turn did. Its operations follow as text, parsed apart with `Operation`. */
export const TurnHead = z.object({
  turn: z.number().int().nonnegative(),
  /** "input", or "timer" when the program's own timer began it. */
  began: z.enum(["load", "input", "timer"]),
  ms: z.number().nonnegative(),
  fuel: z.number().int().nonnegative(),
  state: z.enum(["running", "exited", "finished"]),
  killed: Killed.optional(),
  /** What it has used up for now, so that what waits for it goes on waiting. Said once until it has all of it again. */
  slowed: z.enum(["cpu", "timers"]).optional(),
});
export type TurnHead = z.infer<typeof TurnHead>;

/** Thread → gateway: how far a program is, for the settle barrier. */
export const ProbeAnswer = z.object({
  probe: z.number().int(),
  inputs: z.number().int().nonnegative(),
  /** Milliseconds until its next timer; null when none waits. */
  nextTimer: z.number().nullable(),
});
export type ProbeAnswer = z.infer<typeof ProbeAnswer>;

/** Thread → gateway: the program that was asked for; null when the one it belongs to is gone. */
export const CodeAnswer = z.object({ asked: z.number().int(), code: z.nullable(ClientCode) });
export type CodeAnswer = z.infer<typeof CodeAnswer>;

/** Bytes one line may have; a longer one is not a line of ours. */
export const MAX_LINE = 16 * 1024 * 1024;

/** Splits chunks of a stream into lines; holds what is unfinished. The function it gives throws past MAX_LINE. */
export function lineSplitter(onLine: (line: string) => void): (chunk: string) => void {
  let rest = "";
  return (chunk) => {
    let start = 0;
    for (let end = chunk.indexOf("\n"); end >= 0; end = chunk.indexOf("\n", start)) {
      const line = rest + chunk.slice(start, end);
      rest = "";
      start = end + 1;
      onLine(line);
    }
    rest += chunk.slice(start);
    if (rest.length > MAX_LINE) throw new Error("a line longer than any of ours");
  };
}
