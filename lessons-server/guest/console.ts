// console.*: formatted here, by Node's own inspect, so that only text crosses the wall.
import { LINE_CHARACTERS } from "#protocol/program-limits.ts";
import { format, inspect } from "node-inspect-extracted";
import { table } from "./console-table.ts";
import { sayHere } from "./position.ts";
import { process } from "./process.ts";
import { monotonic } from "./wall.ts";

type Level = "log" | "info" | "warn" | "error" | "debug";
const counters = new Map<string, number>();
const started = new Map<string, number>();
let indent = "";

function write(level: Level, text: string): void {
  const indented = indent ? indent + text.replaceAll("\n", `\n${indent}`) : text;
  const cut =
    indented.length > LINE_CHARACTERS
      ? `${indented.slice(0, LINE_CHARACTERS)}… (${indented.length} characters)`
      : indented;
  sayHere({ op: "log", level, text: cut });
}

function printed(args: readonly unknown[]): string {
  try {
    return format(...args);
  } catch {
    return "[this value cannot be printed: printing it throws]";
  }
}

const at =
  (level: Level) =>
  (...args: unknown[]): void =>
    write(level, printed(args));

const log = at("log");
const error = at("error");

const info = at("info");

/** Milliseconds as console.time prints them. */
function duration(ms: number): string {
  if (ms < 1_000) return `${Number(ms.toFixed(3))}ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(3)}s`;
  const minutes = Math.floor(ms / 60_000);
  return `${minutes}:${((ms % 60_000) / 1_000).toFixed(3).padStart(6, "0")} (m:ss.mmm)`;
}

function tellTime(method: string, label: string, more: readonly unknown[] = []): void {
  const from = started.get(label);
  if (from === undefined) return warn(`No such label '${label}' for console.${method}()`);
  log("%s: %s", label, duration(monotonic() - from), ...more);
}

const warn = (text: string): void => process.emitWarning(text);

export const console = {
  log,
  info,
  warn: at("warn"),
  error,
  debug: at("debug"),
  dirxml: log,
  trace: (...args: unknown[]) =>
    error((new Error().stack ?? "").replace("Error", () => `Trace: ${printed(args)}`.trimEnd())),
  dir: (value: unknown, options: object = {}) =>
    write("log", inspect(value, { customInspect: false, ...options })),
  table: (data: unknown, columns?: readonly string[]) => log(table(data, columns) ?? data),
  assert: (claim: unknown, ...args: unknown[]) => {
    if (claim) return;
    const [first, ...rest] = args;
    if (typeof first === "string") error(`Assertion failed: ${first}`, ...rest);
    else error("Assertion failed", ...args);
  },
  count: (label: unknown = "default") => {
    const name = String(label);
    const n = (counters.get(name) ?? 0) + 1;
    counters.set(name, n);
    log(`${name}: ${n}`);
  },
  countReset: (label: unknown = "default") => {
    if (!counters.delete(String(label))) warn(`Count for '${String(label)}' does not exist`);
  },
  time: (label: unknown = "default") => {
    const name = String(label);
    if (started.has(name)) warn(`Label '${name}' already exists for console.time()`);
    else started.set(name, monotonic());
  },
  timeLog: (label: unknown = "default", ...more: unknown[]) =>
    tellTime("timeLog", String(label), more),
  timeEnd: (label: unknown = "default") => {
    tellTime("timeEnd", String(label));
    started.delete(String(label));
  },
  timeStamp: () => {},
  group: (...args: unknown[]) => {
    if (args.length > 0) log(...args);
    indent += "  ";
  },
  groupCollapsed: (...args: unknown[]) => console.group(...args),
  groupEnd: () => {
    indent = indent.slice(2);
  },
};
