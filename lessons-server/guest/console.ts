// console.*: formatted here, by Node's own inspect, so that only text crosses the wall.
import { format, inspect } from "node-inspect-extracted";
import { where } from "./position.ts";
import { say } from "./wall.ts";

const MAX_TEXT = 4096;
type Level = "log" | "info" | "warn" | "error" | "debug";
const counters = new Map<string, number>();
const started = new Map<string, number>();
let indent = "";

function write(level: Level, text: string): void {
  const indented = indent ? indent + text.replaceAll("\n", `\n${indent}`) : text;
  const cut =
    indented.length > MAX_TEXT
      ? `${indented.slice(0, MAX_TEXT)}… (${indented.length} characters)`
      : indented;
  say({ op: "log", level, text: cut, where: where() });
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

export const console = {
  log,
  info: at("info"),
  warn: at("warn"),
  error,
  debug: at("debug"),
  trace: (...args: unknown[]) =>
    error((new Error().stack ?? "").replace("Error", () => `Trace: ${printed(args)}`.trimEnd())),
  dir: (value: unknown) => write("log", inspect(value, { customInspect: false })),
  table: log,
  assert: (claim: unknown, ...args: unknown[]) => {
    if (!claim) error("Assertion failed:", ...args);
  },
  count: (label = "default") => {
    const n = (counters.get(label) ?? 0) + 1;
    counters.set(label, n);
    log(`${label}: ${n}`);
  },
  countReset: (label = "default") => void counters.delete(label),
  time: (label = "default") => void started.set(label, Date.now()),
  timeLog: (label = "default") =>
    log(`${label}: ${Date.now() - (started.get(label) ?? Date.now())}ms`),
  timeEnd: (label = "default") => {
    log(`${label}: ${Date.now() - (started.get(label) ?? Date.now())}ms`);
    started.delete(label);
  },
  group: (...args: unknown[]) => {
    if (args.length > 0) log(...args);
    indent += "  ";
  },
  groupEnd: () => {
    indent = indent.slice(2);
  },
};
