// JSON.parse, which says of a text that is no JSON what Node says of it. The host is asked for the words; the runtime's
// own parsing (main.ts) does not pass here.
import { framesOf } from "./errors.ts";
import { jsonProblem } from "./wall.ts";

const { parse: plainParse } = JSON;
type Reviver = (this: unknown, key: string, value: unknown) => unknown;

/** Where QuickJS stopped reading: it calls the text a file of this name. */
const STOPPED = /at <input>:(\d+):(\d+)/;

JSON.parse = function parse(text: string, reviver?: Reviver): unknown {
  try {
    return plainParse(text, reviver);
  } catch (error) {
    if (!(error instanceof SyntaxError) || !STOPPED.test(error.stack ?? "")) throw error;
    throw problemWith(String(text));
  }
};
Object.defineProperty(JSON, "parse", { enumerable: false });

/** Node reads what QuickJS has no stack for. */
function problemWith(text: string): Error {
  const problem = jsonProblem(text);
  return problem ? new SyntaxError(problem) : new RangeError("Maximum call stack size exceeded");
}

/** The value in a JSON file of the program. @throws SyntaxError that names the file, and the place in it */
export function parseJsonFile(file: string, text: string): unknown {
  try {
    return plainParse(text);
  } catch (error) {
    const [, line = 1, column = 1] = STOPPED.exec((error as Error).stack ?? "") ?? [];
    const problem = problemWith(text);
    problem.message = `${file}: ${problem.message}`;
    problem.stack = `SyntaxError: ${problem.message}\n    at ${file}:${line}:${column}\n${framesOf(problem.stack)}`;
    throw problem;
  }
}
