// From an error as the program's machine reported it to a fact a learner can act on: the place in their file, the
// code around it, and words that Node would have used. Error texts are made by untrusted code and only ever text.
import { codeFrameColumns } from "@babel/code-frame";
import { ownFrames } from "#protocol/stack.ts";
import type { FactOf, Position } from "#trace/event.ts";
import { loopBehind } from "./busy-loop.ts";
import { type Doing, parseWhere } from "./doing.ts";

type Fault = FactOf<"fault">;
export type Thrown = { readonly name: string; readonly message: string; readonly stack: string };
type Told = {
  /** Undefined when it was in no turn. The place is read from the stack. */
  readonly doing: Doing | undefined;
  readonly during: Fault["during"];
  readonly error: Thrown;
  readonly files: Readonly<Record<string, string>>;
};

const MAX_TEXT = 4_096;
/** The place at the end of a frame. */
const PLACE = /([^\s()]+:\d+:\d+)\)?(?: \(\d+ times\))?$/;
/** The fact for an error of the program. The place is the nearest frame in one of its own `files`. */
export function faultOf({ doing, during, error, files }: Told): Fault {
  const frames = framesIn(error.stack, files);
  const last = frames.find(({ position }) => position)?.position;
  const loop = during === "budget" ? loopOf(error.stack, last, files) : undefined;
  const where = typeof loop === "object" ? loop : last;
  const stack = frames.map(({ text }) => text).join("\n");
  const frame = where ? codeAround(where, files) : "";
  return {
    kind: "fault",
    from: { side: "server" },
    ...doing,
    ...inWords(during, error, { frames, loop }),
    ...(where ? { where } : {}),
    stack,
    frame,
  };
}

/** The fact for an error that a client of the scene reports. */
export function clientFaultOf(
  client: string,
  { name, message, stack }: Thrown,
  files: Readonly<Record<string, string>>,
): Fault {
  const frames = framesIn(stack, files);
  const where = frames.find(({ position }) => position)?.position;
  return {
    kind: "fault",
    from: { side: "client", client },
    during: "client",
    name,
    message,
    ...(where && { where }),
    stack: frames.map(({ text }) => text).join("\n"),
    frame: where ? codeAround(where, files) : "",
  };
}

type Frame = { readonly text: string; readonly position: Position | undefined };

/** The frames in the program's own files, and native functions they called. */
function framesIn(stack: string, files: Readonly<Record<string, string>>): Frame[] {
  return ownFrames(stack)
    .split("\n")
    .map((line) => line.trim().slice(0, 300))
    .map((text) => ({ text, position: parseWhere(PLACE.exec(text)?.[1]) }))
    .filter(({ text, position }) =>
      position ? Object.hasOwn(files, position.file) : text.endsWith("(native)"),
    );
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
  const isDeep = name === "SyntaxError" && message === "Maximum call stack size exceeded";
  return {
    during,
    name: isDeep ? "RangeError" : name.slice(0, 100),
    message: message.slice(0, MAX_TEXT),
  };
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
