// Colours for one line of JavaScript, enough to read it by before the editor is there. It knows no grammar.

export type Token = {
  readonly kind: "plain" | "keyword" | "string" | "call" | "comment" | "figure";
  readonly text: string;
};

/** The words of JavaScript, and those of TypeScript that are seldom names. */
export const KEYWORDS: readonly string[] =
  `async await break case catch class const continue default delete do else enum export extends false finally for
  function if implements import in instanceof interface let new null readonly return satisfies static super switch
  this throw true try typeof undefined var void while yield`.split(/\s+/);
/** Words that are keywords only where they stand like this. */
export const WORDS_BY_PLACE = String.raw`\b(?:type(?=\s+\w+\s*[=<])|as(?=\s+\w)|from(?=\s*["'])|of(?=\s+[\w$[]))`;
const TOKEN = new RegExp(
  [
    String.raw`(?<comment>\/\/.*$|\/\*.*?\*\/)`,
    String.raw`(?<string>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\x60(?:\\.|[^\x60\\])*\x60)`,
    String.raw`(?<keyword>(?<!\.)\b(?:${KEYWORDS.join("|")})\b|${WORDS_BY_PLACE})`,
    String.raw`(?<figure>\b\d[\d_]*(?:\.\d+)?\b)`,
    String.raw`(?<call>\b[\w$]+(?=\())`,
  ].join("|"),
  "gu",
);

/** The line in pieces; joined they are the line again. */
export function highlight(line: string): readonly Token[] {
  const tokens: Token[] = [];
  let end = 0;
  for (const match of line.matchAll(TOKEN)) {
    if (match.index > end) tokens.push({ kind: "plain", text: line.slice(end, match.index) });
    tokens.push({ kind: kindOf(match.groups), text: match[0] });
    end = match.index + match[0].length;
  }
  if (end < line.length) tokens.push({ kind: "plain", text: line.slice(end) });
  return tokens;
}

function kindOf(groups: Readonly<Record<string, string | undefined>> | undefined): Token["kind"] {
  const named = Object.entries(groups ?? {}).find(([, text]) => text !== undefined);
  return (named?.[0] ?? "plain") as Token["kind"];
}
