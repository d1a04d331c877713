// Rewrites a WebAssembly binary so that every loop turn and function entry is paid for.
// Runs at build time only; the runner refuses a binary without meter.
import binaryen from "binaryen";

export type Metered = {
  readonly binary: Uint8Array;
  readonly loops: number;
  readonly functions: number;
  readonly copies: number;
};

/** Bytes that one unit of fuel moves in a bulk copy or fill. */
const BYTES_PER_UNIT_SHIFT = 5;

const EMPTY = "(if (i32.lt_s (local.get $__left) (i32.const 0)) (then (unreachable)))";
const TICK = `(global.set $__fuel (local.tee $__left (i32.sub (global.get $__fuel) (i32.const 1)))) ${EMPTY}`;

const bulk = (name: string, instruction: string, middle: string): string => `
 (func ${name} (param $d i32) (param ${middle} i32) (param $n i32) (local $__left i32)
  (global.set $__fuel (local.tee $__left
   (i32.sub (global.get $__fuel) (i32.shr_u (local.get $n) (i32.const ${BYTES_PER_UNIT_SHIFT})))))
  ${EMPTY}
  (${instruction} (local.get $d) (local.get ${middle}) (local.get $n)))`;

const HELPERS = ` (global $__fuel (export "fuel") (mut i32) (i32.const 2147483647))${bulk("$__copy", "memory.copy", "$s")}${bulk("$__fill", "memory.fill", "$v")}
`;

/** A module's text made ready for the meter, and functions for it that are not to be metered themselves. */
export type Prepared = { readonly text: string; readonly unmetered: string };

/**
 * Meters a module. The result exports `fuel` (i32, falls by one at each loop head and function entry, by one for each
 * 32 bytes of a bulk copy; below zero traps).
 * @throws when the text of the module is not of the regular shape this relies on.
 */
export function meter(source: Uint8Array, prepare: (text: string) => Prepared): Metered {
  const parsed = binaryen.readBinary(source);
  const text = parsed.emitText();
  parsed.dispose();

  const prepared = prepare(text);
  const metered = meterLines(prepared.text.split("\n"), HELPERS + prepared.unmetered);
  const module = binaryen.parseText(metered.text);
  const { Features } = binaryen;
  module.setFeatures(
    Features.BulkMemory |
      Features.BulkMemoryOpt |
      Features.SignExt |
      Features.NontrappingFPToInt |
      Features.MutableGlobals |
      Features.Multivalue |
      Features.ReferenceTypes,
  );
  if (!module.validate()) throw new Error("the metered module is not valid WebAssembly");
  const binary = module.emitBinary();
  module.dispose();
  return { binary, loops: metered.loops, functions: metered.functions, copies: metered.copies };
}

/** `helpers` are functions that are not metered themselves. */
function meterLines(
  lines: readonly string[],
  helpers: string,
): {
  text: string;
  loops: number;
  functions: number;
  copies: number;
} {
  const out: string[] = [];
  const seen = { loops: 0, functions: 0, copies: 0 };
  let inHeader = false;
  let helpersPlaced = false;
  for (const line of lines) {
    if (!helpersPlaced && line.startsWith(" (global $")) {
      out.push(helpers);
      helpersPlaced = true;
    }
    if (line.startsWith(" (func $")) {
      out.push(line, "(local $__left i32)");
      inHeader = true;
      continue;
    }
    if (inHeader && !/^\s*\(local /.test(line)) {
      if (line.trim() !== ")") {
        out.push(TICK);
        seen.functions++;
      }
      inHeader = false;
    }
    out.push(
      line.replace(/\(memory\.(copy|fill)(?=\s|$)/g, (_, kind: string) => {
        seen.copies++;
        return `(call $__${kind}`;
      }),
    );
    if (!/^\s*\(loop\b/.test(line)) continue;
    if (!/^\s*\(loop( \$[^\s()]+)?( \(result [a-z0-9 ]+\))?\s*$/.test(line)) {
      throw new Error(`a loop of unknown shape: ${line}`);
    }
    out.push(TICK);
    seen.loops++;
  }
  if (!helpersPlaced) throw new Error("no global found before which to place the meter");
  return { text: out.join("\n"), ...seen };
}
