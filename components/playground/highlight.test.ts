import { expect, test } from "vitest";
import { highlight } from "./highlight.ts";

const kinds = (line: string) =>
  highlight(line)
    .filter(({ kind }) => kind !== "plain")
    .map(({ kind, text }) => `${kind} ${text}`);

test.each([
  [
    "const io = new Server(3000); // here",
    ["keyword const", "keyword new", "call Server", "figure 3000", "comment // here"],
  ],
  [
    'io.of("/chat").in(room).emit("a \\" b")',
    ["call of", 'string "/chat"', "call in", "call emit", 'string "a \\" b"'],
  ],
  ["for (const name of names) {", ["keyword for", "keyword const", "keyword of"]],
  ["type Events = { type: string, from: X };", ["keyword type"]],
  ["const { type, as, from, of } = event;", ["keyword const"]],
  ['import { a } from "./a.js";', ["keyword import", "keyword from", 'string "./a.js"']],
  ["return cond ? a as B : null;", ["keyword return", "keyword as", "keyword null"]],
])("%s", (line, expected) => {
  expect(kinds(line)).toEqual(expected);
  expect(
    highlight(line)
      .map(({ text }) => text)
      .join(""),
  ).toBe(line);
});
