// Where the published QuickJS tells the host of the errors it makes itself and of values thrown that are no errors, so
// that both can be said in Node's words and have a place. Numbers in here are of the pinned build; each is counted.

import { FRAME_TEXTS } from "./quickjs-frames.ts";

const IMPORTS = `
 (import "wall" "error" (func $__error (param i64 i64)))
 (import "wall" "thrown" (func $__thrown (param i64)))`;

/** JS_ThrowInternalError(ctx, format, arguments) and JS_ThrowRangeError; addresses of "stack overflow" and "string too long". */
const [THROW_INTERNAL, THROW_RANGE] = ["$35", "$31"];
const RANGE_ERRORS = ["4474", "13201"];
/** JS_CallInternal, and JS_Throw, which it calls in one place: the `throw` statement. */
const [INTERPRETER, THROW] = ["$202", "$119"];
/** In JS_CallInternal: its frame, the program counter, and the top of its stack. */
const [FRAME, COUNTER, TOP] = ["$25", "$21", "$17"];
/** JSStackFrame.cur_pc and JSObject.class_id, bytes; the class of errors; where the values that are objects begin. */
const [FRAME_COUNTER, OBJECT_CLASS, ERROR_CLASS, OBJECTS] = [28, 6, 3, -4294967296];

/**
 * `wall.error` hears of each error that the engine makes, not of those that a constructor makes (their flag is 1): the
 * error, and the value on top of the stack of the function in which it is thrown, 0 where that is not known.
 * `wall.thrown` hears of what a `throw` statement throws when it is no error.
 */
export const ERROR_FUNCTIONS = `
 (func $__backtrace (param $0 i32) (param $1 i64) (param $2 i32) (param $3 i32) (param $4 i32) (param $5 i32)
  (call $__backtraceOf (local.get $0) (local.get $1) (local.get $2) (local.get $3) (local.get $4) (local.get $5))
  (if (i32.eqz (local.get $5)) (then (call $__error (local.get $1) (i64.const 0)))))
 (func $__backtraceIn (param $0 i32) (param $1 i64) (param $top i32)
  (call $__backtraceOf (local.get $0) (local.get $1) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0))
  (call $__error (local.get $1) (i64.load (i32.sub (local.get $top) (i32.const 8)))))
 (func $__throw (param $0 i32) (param $1 i64) (param $frame i32) (param $counter i32)
  (i32.store offset=${FRAME_COUNTER} (local.get $frame) (local.get $counter))
  (if
   (if (result i32) (i64.lt_u (local.get $1) (i64.const ${OBJECTS}))
    (then (i32.const 1))
    (else (i32.ne (i32.load16_u offset=${OBJECT_CLASS} (i32.wrap_i64 (local.get $1))) (i32.const ${ERROR_CLASS}))))
   (then (call $__thrown (local.get $1))))
  (call ${THROW} (local.get $0) (local.get $1)))
`;

/** Puts `ERROR_FUNCTIONS` in the way, and makes RangeErrors, as V8's are, of two that QuickJS calls internal. */
export function hearErrors(text: string): string {
  const functions = text.split(/(?=\n \(func )/);
  const [backtrace, ...others] = functions.filter((one) =>
    FRAME_TEXTS.every((frame) => one.includes(frame)),
  );
  const name = /^\n \(func (\$\d+) /.exec(backtrace ?? "")?.[1];
  const interpreter = functions.find((one) => one.startsWith(`\n (func ${INTERPRETER} `));
  if (!name || others.length > 0 || !interpreter) throw moved("the making of a backtrace");

  const callsOf = (called: string) => new RegExp(`\\(call \\${called}(?=\\s)`, "g");
  const edited = functions.map((one) => {
    if (one === backtrace) return one.replace(name, "$__backtraceOf");
    if (one !== interpreter) return one.replace(callsOf(name), "(call $__backtrace");
    return inInterpreter(one, name);
  });
  const whole = edited.join("");
  const ranges = new RegExp(
    `\\(call \\${THROW_INTERNAL}(?=\\s[^$]*\\$\\d+\\)\\s*(?:\\)\\s*)?\\(i32\\.const (?:${RANGE_ERRORS.join("|")})\\))`,
    "g",
  );
  if (whole.match(ranges)?.length !== 6 || whole.match(callsOf("$__backtrace"))?.length !== 4)
    throw moved("the throwing of an error");
  const lineEnd = whole.indexOf("\n", whole.lastIndexOf("\n (import ") + 1);
  return `${whole.slice(0, lineEnd)}${IMPORTS}${whole.slice(lineEnd).replace(ranges, () => `(call ${THROW_RANGE}`)}`;
}

/** The interpreter's one backtrace and its one `throw`, each with what only the interpreter knows. */
function inInterpreter(text: string, backtrace: string): string {
  const nothing = "\\(i32\\.const 0\\)\\s+";
  const made = new RegExp(
    `\\(call \\${backtrace}(\\s+\\(local\\.get \\$18\\)\\s+\\(local\\.get \\$\\d+\\)\\s+)(?:${nothing}){4}\\)`,
    "g",
  );
  const thrown = new RegExp(
    `\\(call \\${THROW}(\\s+\\(local\\.get \\$18\\)\\s+\\(i64\\.load\\s+\\(local\\.tee \\${TOP}\\s+\\(i32\\.sub\\s+\\(local\\.get \\${TOP}\\)\\s+\\(i32\\.const 8\\)\\s+\\)\\s+\\)\\s+\\))\\s+\\)`,
    "g",
  );
  const counter = new RegExp(
    `\\(i32\\.store offset=${FRAME_COUNTER}\\s+\\(local\\.get \\${FRAME}\\)\\s+\\(local\\.get \\${COUNTER}\\)\\s+\\)\\s+\\(call \\${backtrace}\\s`,
  );
  if (text.match(made)?.length !== 1 || text.match(thrown)?.length !== 1 || !counter.test(text))
    throw moved("the interpreter's way of throwing");
  return text
    .replace(made, (_, args: string) => `(call $__backtraceIn${args} (local.get ${TOP}))`)
    .replace(
      thrown,
      (_, args: string) => `(call $__throw${args} (local.get ${FRAME}) (local.get ${COUNTER}))`,
    );
}

const moved = (what: string): Error =>
  new Error(`${what} is not where QuickJS 2025-09-13 has it: find its numbers again`);
