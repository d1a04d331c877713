// What the meter has to know of QuickJS: the collector pays apart, the host hears of rejected promises and errors, and
// promises keep whose work is being done.
// Runs at build time only.
import {
  CONTEXT_RUNTIME,
  INITIAL_PAGES,
  RUNTIME_REJECTION_TRACKER,
  RUNTIME_STRIP_FLAGS,
} from "#lessons-server/runner/layout.ts";
import { type Metered, meter } from "./meter.ts";
import { CAUSE_FUNCTIONS, keepCauses } from "./quickjs-causes.ts";
import { ERROR_FUNCTIONS, hearErrors } from "./quickjs-errors.ts";
import { emptyFrames } from "./quickjs-frames.ts";

/** JSHostPromiseRejectionTracker(ctx, promise, reason, is_handled, opaque) of quickjs.h. */
const TRACKER_TYPE = "(func (param i32 i64 i64 i32 i32))";
const TRACKER_IMPORT = ` (import "wall" "rejection" (func $__rejection (param i32 i64 i64 i32 i32)))`;

/** Units one garbage collection may take: far more than a full heap of 32 MiB needs. */
const COLLECTION = 64_000_000;
/** The line of quickjs.c of an assertion that only the garbage collector makes. */
const COLLECTOR_ASSERTION = "(i32.const 6293)";

/**
 * Calls the collector with fuel of its own, then charges what it took: a trap comes behind it, never in its midst.
 * It does nothing while the exported global `collects` is 0.
 */
const collection = (name: string): string => `
 (global $__collects (export "collects") (mut i32) (i32.const 1))
 (func ${name} (param $0 i32) (param $1 i32) (local $before i32)
  (if (i32.eqz (global.get $__collects)) (then (return)))
  (local.set $before (global.get $__fuel))
  (global.set $__fuel (i32.const ${COLLECTION}))
  (call $__collect (local.get $0) (local.get $1))
  (global.set $__fuel
   (i32.sub (local.get $before) (i32.sub (i32.const ${COLLECTION}) (global.get $__fuel)))))`;

/**
 * Meters a QuickJS module built by Emscripten; it also imports `wall.rejection`, which stands last in the function table,
 * and what quickjs-errors.ts names; it exports what quickjs-causes.ts does.
 * @throws when the text of the module is not of the regular shape this relies on.
 */
export const meterQuickJs = (source: Uint8Array): Metered =>
  meter(source, (text) => {
    const { rest, collector } = takeCollector(
      emptyFrames(hearErrors(hearRejections(keepCauses(text)))),
    );
    return { text: rest, unmetered: collection(collector) + ERROR_FUNCTIONS + CAUSE_FUNCTIONS };
  });

/** Renames the garbage collector, so that another function can take its name. */
function takeCollector(text: string): { rest: string; collector: string } {
  const [before = "", ...after] = text.split(COLLECTOR_ASSERTION);
  const start = before.lastIndexOf("\n (func ") + 1;
  const name = /^ \(func (\$\d+) \(param \$0 i32\) \(param \$1 i32\)\n/.exec(
    text.slice(start),
  )?.[1];
  if (!name || after.length !== 1)
    throw new Error("the garbage collector is not where QuickJS 2025-09-13 has it");
  const rest = `${text.slice(0, start)} (func $__collect${text.slice(start + ` (func ${name}`.length)}`;
  return { rest, collector: name };
}

/** Adds the import for rejected promises to the function table, and checks where QuickJS looks for it. */
function hearRejections(text: string): string {
  const type = text.split("\n").find((line) => line.endsWith(` ${TRACKER_TYPE})`));
  const name = type && /\(type (\$\d+)/.exec(type)?.[1];
  if (!name) throw new Error("no type of a promise rejection tracker in this QuickJS");
  const calls = text.split(`(call_indirect (type ${name})`);
  const ofRuntime = `\\(i32\\.load offset=${CONTEXT_RUNTIME}\\s+\\(local\\.get \\$0\\)`;
  const tracker = `\\(i32\\.load offset=${RUNTIME_REJECTION_TRACKER}\\s+\\(local\\.tee \\$\\d+\\s+${ofRuntime}`;
  const sites = calls.slice(0, -1).filter((before) => new RegExp(tracker).test(before.slice(-700)));
  const strips = text.match(
    new RegExp(`\\(i32\\.load8_u offset=${RUNTIME_STRIP_FLAGS}\\s+${ofRuntime}`, "g"),
  );
  if (calls.length !== 3 || sites.length !== 2 || strips?.length !== 2) {
    throw new Error(
      "this QuickJS is not laid out as 2025-09-13 is: find the offsets of runner/layout.ts again",
    );
  }

  const table = /\(table \$0 (\d+) funcref\)/.exec(text);
  const elements = /\(elem \$0 \(i32\.const 1\) [^)]*/.exec(text);
  if (!table?.[1] || !elements) throw new Error("a function table of unknown shape");
  const size = Number(table[1]);
  const lastImport = text.lastIndexOf("\n (import ");
  const lineEnd = text.indexOf("\n", lastImport + 1);
  return `${text.slice(0, lineEnd)}\n${TRACKER_IMPORT}${text.slice(lineEnd)}`
    .replace(table[0], `(table $0 (export "table") ${size + 1} funcref)`)
    .replace(elements[0], `${elements[0]} $__rejection`)
    .replace(/\(memory \$mimport\$0 256 32768\)/, `(memory $mimport$0 ${INITIAL_PAGES} 32768)`);
}
