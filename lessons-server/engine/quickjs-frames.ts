// A stack is made for every packet, to know the line that sent it, and most of its frames are the runtime's own, which
// have neither a place nor a name that anybody is shown. QuickJS finds and prints the name of each: here it writes an
// empty line for them. Numbers in here are of the pinned build; what they are found by is counted.

/** Addresses of two texts that only build_backtrace prints: "    at %s" and " (native)". */
export const FRAME_TEXTS = ["(i32.const 8536)", "(i32.const 22771)"];
/** dbuf_putc(buffer, byte), and in build_backtrace: the frame it is at, and where its buffer lies on the stack. */
const [PUT, FRAME, BUFFER] = ["$2", "$2", "(i32.add (local.get $6) (i32.const 88))"];
const LINE_BREAK = 10;

const spaced = (pattern: string): string => pattern.replaceAll(" ", "\\s+");
/** Where a frame's name is asked for. */
const NAMING = new RegExp(
  spaced(
    String.raw`\(block \$\w+ \(if \(i32\.eqz \(local\.tee \$3 \(call \$\d+ \(local\.get \$0\) \(i64\.load offset=8 \(local\.get \$2\) `,
  ),
  "g",
);
/** Whether the frame's function is one of JavaScript, by its class, and whether it knows its places. */
const PLACED = new RegExp(
  spaced(
    String.raw`\(if \(call (\$\d+) \(i32\.load16_u offset=6 \(local\.tee \$3 \(i32\.load offset=8 \(local\.get \$2\) \) \) \) \) \(then \(br_if \$\w+ \(i32\.eqz \(i32\.and \(i32\.load8_u offset=(\d+) \(local\.tee \$3 \(i32\.load offset=(\d+) \(local\.get \$3\) \) \) \) \(i32\.const 4\)`,
  ),
  "g",
);

/** @throws when build_backtrace is not of the shape this relies on. */
export function emptyFrames(text: string): string {
  const functions = text.split(/(?=\n \(func )/);
  const [backtrace, ...others] = functions.filter((one) =>
    FRAME_TEXTS.every((frame) => one.includes(frame)),
  );
  const namings = [...(backtrace ?? "").matchAll(NAMING)];
  const [placed, ...more] = (backtrace ?? "").matchAll(PLACED);
  const loop = /\(loop (\$\w+)/.exec(backtrace ?? "")?.[1];
  if (!backtrace || !placed || !loop || others.length + more.length + namings.length !== 1)
    throw new Error(
      "the printing of frames is not where QuickJS 2025-09-13 has it: find its numbers again",
    );
  const [, isOfJavaScript, debug, bytecode] = placed;
  const called = `(i32.load offset=8 (local.get ${FRAME}))`;
  const skip = `(if
     (if (result i32)
      (call ${isOfJavaScript} (i32.load16_u offset=6 ${called}))
      (then (i32.eqz (i32.and (i32.load8_u offset=${debug} (i32.load offset=${bytecode} ${called})) (i32.const 4))))
      (else (i32.const 0)))
     (then
      (call ${PUT} ${BUFFER} (i32.const ${LINE_BREAK}))
      (br ${loop})))`;
  const edited = backtrace.replace(NAMING, (naming) => `${skip}\n${naming}`);
  return text.replace(backtrace, () => edited);
}
