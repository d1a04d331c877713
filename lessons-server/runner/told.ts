// How an error that QuickJS has made is told to the program, before anybody can see it: in Node's words, with a stack
// that begins as Node's do and has frames of the program's own files only.
import { headOf, ownFrames, withoutHeader } from "#protocol/stack.ts";
import type { Made, Told } from "./engine-errors.ts";
import type { Files } from "./files.ts";
import { nodesWords } from "./node-words.ts";
import type { Spot } from "./source-words.ts";
import { type Any, treeOf } from "./syntax-tree.ts";
import { problemOf } from "./v8-parser.ts";

/** Units of fuel that V8's reading of a character costs the program. */
const READING = 20;

type Place = { readonly file: string; readonly line: number; readonly column: number };

/** Tells the errors of one program. What it reads of the source is given to `pay`, in units of fuel. */
export function tellerOf(files: Files, pay: (units: number) => void): (made: Made) => Told {
  const trees = new Map<string, Any | undefined>();
  const isCommonJs = (file: string): boolean => files.kind(file) === "commonjs";

  const tree = (file: string): Any | undefined => {
    if (!trees.has(file)) {
      const type = isCommonJs(file) ? "script" : "module";
      trees.set(file, treeOf(files.text(file), type, pay));
    }
    return trees.get(file);
  };

  function spot(
    place: Place | undefined,
    frames: string,
    top: string | undefined,
  ): Spot | undefined {
    const found = place && tree(place.file);
    if (!place || !found) return undefined;
    const native = /^\s*at (\S+) \(native\)/.exec(frames)?.[1];
    const inside = /^\s*at ([\w$]+) \(/.exec(frames)?.[1];
    return { tree: found, offset: offsetOf(files.text(place.file), place), top, native, inside };
  }

  return ({ name, message, stack, top }) => {
    const frames = ownFrames(withoutHeader(stack, isCommonJs));
    const place = placeIn(frames, files);
    if (name === "SyntaxError" && place && isReading(frames, place)) {
      const text = files.text(place.file);
      pay(READING * text.length);
      const problem = problemOf(text, isCommonJs(place.file) ? "commonjs" : "module");
      return problem
        ? toldAs(name, problem.message, moved(frames, place, problem))
        : toldAs(name, message, frames);
    }
    // What goes wrong in the runtime's own code is not about the learner's line that led there.
    const isTheirs =
      frames !== "" && withoutHeader(stack, isCommonJs).startsWith(firstLine(frames));
    const words = nodesWords(message, () => (isTheirs ? spot(place, frames, top) : undefined));
    if (!place || words.offset === undefined) return toldAs(name, words.message, frames);
    return toldAs(
      name,
      words.message,
      moved(frames, place, placeOf(files.text(place.file), words.offset)),
    );
  };
}

const firstLine = (frames: string): string => frames.slice(0, frames.indexOf("\n"));

const toldAs = (name: string, message: string, frames: string): Told => ({
  message,
  stack: `${headOf(name, message)}\n${frames}`.trimEnd(),
});

/** Where the program was: the first frame with a place, if that is in one of its files. */
function placeIn(frames: string, files: Files): Place | undefined {
  const [, file = "", line, column] =
    /^\s*at (?:.*\()?([^()\n]+):(\d+):(\d+)\)?$/m.exec(frames) ?? [];
  return files.has(file) ? { file, line: Number(line), column: Number(column) } : undefined;
}

/** Whether a file was being read, not run: its frame names no function. */
const isReading = (frames: string, { file, line }: Place): boolean =>
  frames.trimStart().startsWith(`at ${file}:${line}:`);

/** The frames with another place in the first that has one. */
const moved = (frames: string, from: Place, to: Pick<Place, "line" | "column">): string =>
  frames.replace(
    `${from.file}:${from.line}:${from.column}`,
    () => `${from.file}:${to.line}:${to.column}`,
  );

function offsetOf(text: string, { line, column }: Place): number {
  let start = 0;
  for (let at = 1; at < line; at++) start = text.indexOf("\n", start) + 1;
  return start + column - 1;
}

function placeOf(text: string, offset: number): Pick<Place, "line" | "column"> {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
