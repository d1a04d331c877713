// Stacks as QuickJS writes them, made ones that a learner can read: frames of their own files, at most as many as V8
// shows, and the native functions these called. The runtime's own frames have no place, for it is loaded without one.

/** The wrapper around a CommonJS file, as Node's. It stands before the file's first line, so columns there are corrected. */
export const COMMONJS_HEADER = "(function (exports, require, module, __filename, __dirname) {";

/** Takes the wrapper out of the columns of a stack or a place: `a.js:1:70` → `a.js:1:9`. */
export function withoutHeader(text: string, isCommonJs: (file: string) => boolean): string {
  return text.replace(/([^\s():]{1,200}):1:(\d{1,7})/g, (place, file: string, column: string) =>
    isCommonJs(file) && Number(column) > COMMONJS_HEADER.length
      ? `${file}:1:${Number(column) - COMMONJS_HEADER.length}`
      : place,
  );
}

const MOST_FRAMES = 10;
/** A frame in a file; what is named `sandbox:` is none of the program's. */
const PLACED = /^(?!.*[( ]sandbox:).*:\d+:\d+\)?(?: \(\d+ times\))?$/;
const NATIVE = /\(native\)$/;
/** How native code passes a call on; nothing that a program called. */
const PASSED_ON = /^\s*at (?:call|apply|construct) /;

/** Lines of frames, each with a line break behind it. Calls of a function by itself are counted: `f (a.js:1:2) (9 times)`. */
export function ownFrames(stack: string): string {
  const kept: { readonly line: string; times: number }[] = [];
  const keep = (line: string): void => {
    const last = kept.at(-1);
    if (last?.line === line) last.times++;
    else kept.push({ line, times: 1 });
  };
  /** Native frames that the next frame may turn out to have called. */
  let called: string[] = [];
  for (const line of stack.split("\n")) {
    if (kept.length > MOST_FRAMES) break;
    if (PLACED.test(line)) {
      for (const one of called) keep(one);
      keep(line);
      called = [];
    } else if (!NATIVE.test(line)) called = [];
    else if (!PASSED_ON.test(line)) called.push(line);
  }
  return kept
    .slice(0, MOST_FRAMES)
    .map(({ line, times }) => `${line}${times > 1 ? ` (${times} times)` : ""}\n`)
    .join("");
}

/** What stands before the first frame, as V8 has it: `TypeError: it is none`. */
export function headOf(name: string, message: string): string {
  if (!name || !message) return name || message || "Error";
  return `${name}: ${message}`;
}
