// V8 as a reader of programs: what it says of a text is what Node would say. It reads; nothing of the text ever runs.
import { compileFunction, Script } from "node:vm";

/** Longer texts are not shown to V8. */
const LONGEST = 200_000;
const COMMONJS_NAMES = ["exports", "require", "module", "__filename", "__dirname"];
const OPENING = "(async function () {";
/** A name that no text of a learner's is likely to have. */
const FILE = "sandbox:read";

/** What is wrong with a text, as Node says it, and where. */
export type Problem = { readonly message: string; readonly line: number; readonly column: number };

/** What V8 finds wrong with a file; undefined when it finds nothing. */
export function problemOf(text: string, kind: "module" | "commonjs"): Problem | undefined {
  if (kind === "commonjs") return complaint(text, readCommonJs, 0);
  return complaint(withoutModuleSyntax(text), readBody, OPENING.length);
}

/** Whether it takes a module to run this text: it awaits outside of any function, and is otherwise fine. */
export const awaitsOutside = (text: string): boolean =>
  /\bawait\b/.test(text) &&
  complaint(text, readCommonJs, 0) !== undefined &&
  complaint(text, readBody, 0) === undefined;

const readCommonJs = (text: string): unknown =>
  compileFunction(text, COMMONJS_NAMES, { filename: FILE });
const readBody = (text: string): unknown => new Script(`${OPENING}${text}\n})`, { filename: FILE });

/** @param ahead characters that `read` puts before the first line */
function complaint(
  text: string,
  read: (text: string) => unknown,
  ahead: number,
): Problem | undefined {
  if (text.length > LONGEST) return undefined;
  try {
    read(text);
    return undefined;
  } catch (error) {
    if (!(error instanceof SyntaxError)) return undefined;
    const [place, , caret] = (error.stack ?? "").split("\n");
    const line = Number(new RegExp(`^${FILE}:(\\d+)$`).exec(place ?? "")?.[1]);
    if (!line || !caret) return undefined;
    const column = caret.indexOf("^") + 1 - (line === 1 ? ahead : 0);
    return { message: error.message, line, column: Math.max(1, column) };
  }
}

/** The same text with blanks in the place of what only a module may say. */
function withoutModuleSyntax(text: string): string {
  // What ends the statement before stays.
  const blank = (found: string) =>
    found.charAt(0).replace(/[^\n;}]/, " ") + found.slice(1).replace(/[^\n]/g, " ");
  return text
    .replace(
      /(?:^|[;}])\s*import\b(?!\s*[.(])[^;'"`()]*(['"])[^'"\n]*\1(?:\s+with\s*\{[^}]*\})?/gm,
      blank,
    )
    .replace(
      /(?:^|[;}])\s*export\s*(?:\*[^;'"\n]*|\{[^}]*\})\s*(?:from\s*(['"])[^'"\n]*\1)?/gm,
      blank,
    )
    .replace(/(?:^|[;}])\s*export\s+(?:default\b)?/gm, blank)
    .replaceAll("import.meta", "new.target ");
}
