// `process` as far as a server program needs it, and what Node does when nobody catches an error.
import EventEmitter from "events";
import { inspect } from "node-inspect-extracted";
import { framesOf } from "./errors.ts";
import { invalidArgument } from "./invalid-argument.ts";
import { sayHere } from "./position.ts";
import { facts } from "./process-facts.ts";
import {
  continueChain,
  currentChain,
  currentTurn,
  end,
  hasEnded,
  isMemoryFull,
  say,
  thrownAt,
} from "./wall.ts";

type During = "load" | "handler" | "timer" | "rejection";
const MAX_TEXT = 9_000;
const ticks: { readonly work: () => unknown; readonly chain: number }[] = [];

class Exit extends Error {}
/** What a process that a signal ends exits with. */
const SIGNALS: Record<string, number> = { SIGHUP: 129, SIGINT: 130, SIGKILL: 137, SIGTERM: 143 };

export const process = Object.assign(new EventEmitter(), facts, {
  nextTick: (callback: (...args: unknown[]) => unknown, ...args: unknown[]) => {
    if (typeof callback !== "function")
      throw invalidArgument("callback", "of type function", callback);
    ticks.push({
      work: args.length > 0 ? () => callback(...args) : callback,
      chain: currentChain(),
    });
  },
  exit: (code?: number | string): never => {
    const status = Number(code ?? process.exitCode ?? 0) | 0;
    process.exitCode = status;
    process.emit("exit", status);
    say({ op: "exit", code: process.exitCode });
    end();
    throw new Exit();
  },
  abort: (): never => process.exit(134),
  exitCode: undefined as number | undefined,
  /** A signal to itself, the only process there is. */
  kill: (pid: number, signal: string | number = "SIGTERM"): true => {
    if (pid !== process.pid)
      throw Object.assign(new Error("kill ESRCH"), { code: "ESRCH", syscall: "kill" });
    if (signal === 0) return true;
    if (!process.emit(String(signal), signal)) process.exit(SIGNALS[signal] ?? 143);
    return true;
  },
  emitWarning: (
    warning: unknown,
    how: string | { type?: string; code?: string } = {},
    given?: string,
  ) => {
    const { type = "Warning", code = given } = typeof how === "string" ? { type: how } : how;
    const told =
      warning instanceof Error
        ? warning
        : Object.assign(new Error(String(warning)), { name: type });
    const text = `(node:${process.pid}) ${code ? `[${code}] ` : ""}${told.name}: ${told.message}`;
    sayHere({ op: "log", level: "warn", text: textOf(text) });
    process.nextTick(() => process.emit("warning", told));
  },
});
export const hasTicks = (): boolean => ticks.length > 0;

/** Runs what `process.nextTick` has queued, in order, until nothing is left. */
export function drainTicks(during: During): void {
  for (let next = ticks.shift(); next && !hasEnded(); next = ticks.shift()) {
    continueChain(next.chain);
    guard(during, next.work);
  }
}

/** Runs a callback of the program's as Node would: what it throws is uncaught. */
export function guard(during: During, callback: () => unknown): void {
  try {
    callback();
  } catch (error) {
    uncaught(during, error);
  }
}

/** An error nobody caught ends the program, unless it listens for it. */
export function uncaught(during: During, error: unknown): void {
  if (error instanceof Exit) return;
  if (process.listenerCount("uncaughtException") > 0) {
    try {
      process.emit("uncaughtException", error, "uncaughtException");
      return;
    } catch (second) {
      if (second instanceof Exit) return;
      return crash(during, second);
    }
  }
  crash(during, error);
}

/** Nothing is left to wait for: as Node does, tells who listens for it and exits with the code that was set. */
export function finish(): void {
  if (process.exitCode === undefined && process.listenerCount("exit") === 0) return;
  continueChain(currentTurn());
  guard("handler", () => process.exit());
}

/** A promise that was rejected and that nobody handled in the same turn. */
export function unhandled(reason: unknown, promise: unknown): void {
  if (hasEnded()) return;
  if (process.listenerCount("unhandledRejection") > 0) {
    guard("rejection", () => process.emit("unhandledRejection", reason, promise));
    return;
  }
  uncaught("rejection", reason instanceof Error ? reason : rejectedWith(reason));
}

function rejectedWith(reason: unknown): Error {
  const text =
    "This error originated either by throwing inside of an async function without a catch block, " +
    "or by rejecting a promise which was not handled with .catch(). " +
    `The promise rejected with the reason "${reasonOf(reason)}".`;
  const stack = framesOf(thrownAt(reason));
  return Object.assign(new Error(text), { name: "UnhandledPromiseRejection", stack });
}

const reasonOf = (reason: unknown): string =>
  typeof reason === "object" && reason !== null
    ? `#<${textOf(reason.constructor?.name ?? "Object")}>`
    : textOf(reason);

function crash(during: During, error: unknown): void {
  say({ op: "fault", during, ...described(error) });
  end();
}

function described(error: unknown): { name: string; message: string; stack: string } {
  try {
    if (error instanceof Error) {
      return {
        name: textOf(error.name),
        message: textOf(error.message),
        stack: textOf(error.stack),
      };
    }
  } catch {}
  // QuickJS throws null when there is no memory left even for the error.
  if (error === null && isMemoryFull())
    return { name: "InternalError", message: "out of memory", stack: "" };
  const stack = framesOf(thrownAt(error));
  return { name: "Error", message: `Uncaught ${textOf(shown(error))}`, stack };
}

function shown(value: unknown): string {
  try {
    return inspect(value);
  } catch {
    return "[unprintable]";
  }
}

/** Of a long text, its beginning and its end: a deep stack has the learner's frames at either. */
function textOf(value: unknown): string {
  try {
    const text = String(value);
    if (text.length <= MAX_TEXT) return text;
    return `${text.slice(0, MAX_TEXT / 2)}\n${text.slice(-MAX_TEXT / 2)}`;
  } catch {
    return "[unprintable]";
  }
}
