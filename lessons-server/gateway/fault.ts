// From an error as the program's machine reported it to a fact a learner can act on: the place in their file, the
// code around it, and words that Node would have used. Error texts are made by untrusted code and only ever text.
import { codeFrameColumns } from "@babel/code-frame";
import type { FactOf, Position, TurnId } from "#trace/event.ts";
import { parseWhere } from "./where.ts";

type Fault = FactOf<"fault">;
export type Thrown = { readonly name: string; readonly message: string; readonly stack: string };
type Told = {
  readonly turn: TurnId;
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
  const where = frames.find(({ position }) => position)?.position;
  const stack = frames.map(({ text }) => text).join("\n");
  const frame = where ? codeAround(where, files) : "";
  return {
    kind: "fault",
    from: { side: "server" },
    turn,
    ...inWords(during, error, frames),
    ...(where ? { where } : {}),
    stack,
    frame,
  };
}

type Frame = { readonly text: string; readonly position: Position | undefined };

/** The learner's own frames, and native functions they called; the runtime's are left out, repeats are counted. */
function framesIn(stack: string, files: Readonly<Record<string, string>>): Frame[] {
  const kept: (Frame & { times: number })[] = [];
  for (const line of stack.split("\n")) {
    const text = line.trim().slice(0, 300);
    const place = /\(([^()]+)\)$/.exec(text)?.[1] ?? /([^\s()]+)$/.exec(text)?.[1];
    const position = parseWhere(place);
    const own = position !== undefined && Object.hasOwn(files, position.file);
    const native = place === "native" && !/^at (call|apply) /.test(text);
    if (!own && !native) continue;
    const last = kept.at(-1);
    if (last?.text === text) last.times++;
    else if (kept.length < MAX_FRAMES)
      kept.push({ text, position: own ? position : undefined, times: 1 });
  }
  // Native frames below the learner's first are the runtime's way of calling them.
  const lastOwn = kept.findLastIndex(({ position }) => position);
  return kept.slice(0, lastOwn + 1).map(({ text, position, times }) => ({
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
  frames: readonly Frame[],
): Pick<Fault, "during" | "name" | "message"> {
  if (during === "budget")
    return {
      during,
      name: "Stopped",
      message: `${busyPlace(frames)} kept the program busy and let nothing else happen. Is there a loop that never ends?`,
    };
  if (name === "InternalError" && message === "out of memory") {
    return {
      during: "memory",
      name: "Stopped",
      message: "The program used all the memory a sandbox has (32 MB).",
    };
  }
  if (name === "InternalError" && message === "stack overflow") {
    return { during, name: "RangeError", message: "Maximum call stack size exceeded" };
  }
  const known = NODES_WORDS.find(([quickJs]) => quickJs.test(message));
  const words = known ? message.replace(known[0], known[1]) : message;
  return { during, name: name.slice(0, 100), message: words.slice(0, MAX_TEXT) };
}

function busyPlace(frames: readonly Frame[]): string {
  const [top] = frames;
  const own = frames.find(({ position }) => position)?.position;
  if (!own) return "Something";
  const place = `${own.file}, line ${own.line},`;
  const native = top && !top.position ? /^at (\S+) \(native\)/.exec(top.text)?.[1] : undefined;
  return native ? `The call of ${native}() in ${place}` : `The code at ${place}`;
}
