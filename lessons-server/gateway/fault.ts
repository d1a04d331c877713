// From an error as the program's machine reported it to a fact a learner can act on: the place in their file, the
// code around it, and words that Node would have used. Error texts are made by untrusted code and only ever text.
import { codeFrameColumns } from "@babel/code-frame";
import type { FactOf, Position, TurnId } from "#trace/event.ts";
import { loopBehind } from "./busy-loop.ts";
import { parseWhere } from "./where.ts";

type Fault = FactOf<"fault">;
export type Thrown = { readonly name: string; readonly message: string; readonly stack: string };
type Told = {
  readonly turn: TurnId | undefined;
  readonly during: Fault["during"];
  readonly error: Thrown;
  readonly files: Readonly<Record<string, string>>;
};

const MAX_TEXT = 4_096;
const MAX_FRAMES = 10;
/** What QuickJS says, and what Node says for the same mistake. */
const NODES_WORDS: readonly (readonly [RegExp, string])[] = [
  [
    /^cannot read property '(.+)' of (undefined|null)$/,
    "Cannot read properties of $2 (reading '$1')",
  ],
  [
    /^cannot set property '(.+)' of (undefined|null)$/,
    "Cannot set properties of $2 (setting '$1')",
  ],
  [/^'(.+)' is not defined$/, "$1 is not defined"],
  [/^not a function$/, "this is not a function"],
  [/^'(.+)' is read-only$/, "Assignment to constant variable '$1'"],
];

/** The fact for an error of the program. The place is the nearest frame in one of its own `files`. */
export function faultOf({ turn, during, error, files }: Told): Fault {
  const frames = framesIn(error.stack, files);
  const last = frames.find(({ position }) => position)?.position;
  const loop = during === "budget" ? loopOf(error.stack, last, files) : undefined;
  const where = typeof loop === "object" ? loop : last;
  const stack = frames.map(({ text }) => text).join("\n");
  const frame = where ? codeAround(where, files) : "";
  return {
    kind: "fault",
    from: { side: "server" },
    ...(turn !== undefined && { turn }),
    ...inWords(during, error, { frames, loop }),
    ...(where ? { where } : {}),
    stack,
    frame,
  };
}

type Frame = { readonly text: string; readonly position: Position | undefined };

/** The learner's own frames, and native functions they called; the runtime's are left out, repeats are counted. */
function framesIn(stack: string, files: Readonly<Record<string, string>>): Frame[] {
  const kept: (Frame & { times: number })[] = [];
  const keep = (frame: Frame): void => {
    const last = kept.at(-1);
    if (last?.text === frame.text) last.times++;
    else if (kept.length < MAX_FRAMES) kept.push({ ...frame, times: 1 });
  };
  /** Native frames that the next frame may turn out to have called. */
  let called: Frame[] = [];
  for (const line of stack.split("\n")) {
    const text = line.trim().slice(0, 300);
    if (!text.startsWith("at ")) continue;
    const place = /\(([^()]+)\)$/.exec(text)?.[1] ?? /([^\s()]+)$/.exec(text)?.[1];
    const position = parseWhere(place);
    const own = position !== undefined && Object.hasOwn(files, position.file);
    if (own) {
      for (const frame of [...called, { text, position }]) keep(frame);
    }
    if (place !== "native") called = [];
    else if (!/^at (call|apply) /.test(text)) called.push({ text, position: undefined });
  }
  return kept.map(({ text, position, times }) => ({
    text: times > 1 ? `${text} (${times} times)` : text,
    position,
  }));
}

function codeAround(
  { file, line, column }: Position,
  files: Readonly<Record<string, string>>,
): string {
  const source = files[file];
  if (source === undefined) return "";
  const frame = codeFrameColumns(
    source,
    { start: { line, column } },
    { linesAbove: 2, linesBelow: 2 },
  );
  return frame.slice(0, MAX_TEXT);
}

function inWords(
  during: Fault["during"],
  { name, message }: Thrown,
  at: { readonly frames: readonly Frame[]; readonly loop: ReturnType<typeof loopBehind> },
): Pick<Fault, "during" | "name" | "message"> {
  if (during === "budget")
    return {
      during,
      name: "Stopped",
      message: `${busyPlace(at)} kept the program busy and let nothing else happen. Is there a loop that never ends?`,
    };
  if (name === "InternalError" && message === "out of memory") {
    return {
      during: "memory",
      name: "Stopped",
      message: "The program used all the memory a sandbox has (32 MB).",
    };
  }
  // The parsers of QuickJS say it as a SyntaxError.
  if (/^(Internal|Syntax)Error$/.test(name) && message === "stack overflow") {
    return { during, name: "RangeError", message: "Maximum call stack size exceeded" };
  }
  if (name === "InternalError" && message === "string too long") {
    return { during, name: "RangeError", message: "Invalid string length" };
  }
  const known = NODES_WORDS.find(([quickJs]) => quickJs.test(message));
  const words = known ? message.replace(known[0], known[1]) : message;
  return { during, name: name.slice(0, 100), message: words.slice(0, MAX_TEXT) };
}

/** The loop without calls that the program was in, when the innermost frame of all is the learner's own. */
function loopOf(
  stack: string,
  last: Position | undefined,
  files: Readonly<Record<string, string>>,
): ReturnType<typeof loopBehind> {
  const [innermost = ""] = stack.trimStart().split("\n");
  const isOwn = last && innermost.includes(`${last.file}:${last.line}:${last.column}`);
  return isOwn ? loopBehind(files[last.file] ?? "", last) : undefined;
}

function busyPlace({ frames, loop }: Parameters<typeof inWords>[2]): string {
  if (typeof loop === "object") return `The loop at ${loop.file}, line ${loop.line},`;
  const [top] = frames;
  const own = frames.find(({ position }) => position)?.position;
  if (!own) return "Something";
  const place = `${own.file}, line ${own.line},`;
  const native = top && !top.position ? /^at (\S+) \(native\)/.exec(top.text)?.[1] : undefined;
  if (native) return `The call of ${native}() in ${place}`;
  return `The code ${loop === "several" ? "behind" : "at"} ${place}`;
}
