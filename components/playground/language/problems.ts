// Which of the compiler's complaints are the learner's, and in what words. A program in JavaScript may do what types
// cannot follow: a complaint about that would teach it to be ignored.
import type { Problem } from "monaco-editor/languages/features/typescript/tsWorker";

const NO_PROPERTY = 2339;
const NO_PROPERTY_BUT_SIMILAR = 2551;
const NOT_CALLABLE = 2349;
const NOT_ASSIGNABLE = 2345;
const NO_OVERLOAD = 2769;
const NO_MODULE = 2307;

/** @param program the texts of all the learner's files */
export function learnersProblems(
  problems: readonly Problem[],
  file: string,
  program: readonly string[],
): readonly Problem[] {
  const isTyped = /\.[cm]?tsx?$/.test(file);
  return problems
    .filter((problem) => isTyped || !isDynamic(problem, program))
    .map((problem) => ({ ...problem, messageText: inWords(problem) }));
}

function isDynamic(problem: Problem, program: readonly string[]): boolean {
  const text = textOf(problem);
  switch (problem.code) {
    case NO_PROPERTY:
    case NO_PROPERTY_BUT_SIMILAR: {
      const [, name = "", type = ""] =
        /^Property '(.+?)' does not exist on type '(.+)'/.exec(text) ?? [];
      return type.includes(" | ") || program.some((source) => isPutOn(name, source));
    }
    case NOT_CALLABLE:
      // require("socket.io")(server) works; its types do not say so.
      return JSON.stringify(problem.messageText).includes("/socket.io/dist/index");
    case NOT_ASSIGNABLE:
    case NO_OVERLOAD:
      // What may be several things, as `req.query.id`, may be the right one.
      return /Argument of type '[^']* \| [^']*' is not/.test(JSON.stringify(problem.messageText));
    default:
      return false;
  }
}

/** Whether a program gives some object this property, as in `socket.user = …`. */
const isPutOn = (name: string, source: string): boolean =>
  new RegExp(
    String.raw`\.${name.replaceAll("$", String.raw`\$`)}\s*(?:=(?![=>])|\?\?=|\|\|=|\+=)`,
  ).test(source);

function inWords(problem: Problem): Problem["messageText"] {
  const text = textOf(problem);
  const [, module = ""] = /^Cannot find module '(.+?)'/.exec(text) ?? [];
  if (problem.code === NO_MODULE && module)
    return /^\.{0,2}\//.test(module)
      ? `There is no file ${module} here.`
      : `There is no package ${module} in the sandbox.`;
  const plain = text
    .replaceAll(NO_EVENTS_DECLARED, "")
    // What a compiler's options could do about it, or npm.
    .replace(/\. (?:Do you need to|Try ).*$/s, ".");
  return typeof problem.messageText === "string"
    ? plain
    : { ...problem.messageText, messageText: plain };
}

/** What stands behind a type of socket.io's whose events nobody has declared. */
const NO_EVENTS_DECLARED = /<DefaultEventsMap(?:, (?:DefaultEventsMap|any))*>/g;

const textOf = ({ messageText }: Problem): string =>
  typeof messageText === "string" ? messageText : messageText.messageText;
