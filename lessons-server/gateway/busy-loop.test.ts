import { describe, expect, it } from "vitest";
import { loopBehind } from "./busy-loop.ts";

/** The last call is where `•` stands, and the loop that is meant where `→` does. */
function found(marked: string): {
  readonly got: number | "several" | undefined;
  readonly meant: number;
} {
  const at = marked.replace("→", "").indexOf("•");
  const meant = marked.replace("•", "").indexOf("→");
  const source = marked.replace("•", "").replace("→", "");
  const lines = source.slice(0, at).split("\n");
  const loop = loopBehind(source, {
    file: "server.js",
    line: lines.length,
    column: (lines.at(-1)?.length ?? 0) + 1,
  });
  if (loop === "several") return { got: loop, meant };
  const got = loop
    ? source
        .split("\n")
        .slice(0, loop.line - 1)
        .join("\n").length +
      (loop.line > 1 ? 1 : 0) +
      loop.column -
      1
    : undefined;
  return { got, meant };
}

describe("the loop that a program was in", () => {
  it.each([
    ["stands behind the last call", "start•(); let n = 0;\n→while (true) { n++; }"],
    ["may be of any kind", "start•();\n→do n++; while (true);"],
    ["may be one without braces", "start•();\n→for (;;) n++;\nend();"],
    ["may hold others", "start•();\n→for (;;) { for (const a of b) n++; while (x) n--; }"],
    [
      "is in the same function",
      "on(() => { for (;;) x++; }); a•(); function f() { while (1) x++; }\n→for (;;) n++;",
    ],
    ["is not a loop of the caller's", "for (;;) { on(() => { a•();\n→while (1) n++; }); }"],
    [
      "is behind the head of a function that called nothing",
      "for (;;) f(); const o = { •toJSON() { →for (;;); } };",
    ],
    [
      "is in the function whose arrow comes first",
      "for (;;) f(); const o = •(a, b) => { →for (;;); };",
    ],
    ["is in the function of that name", "for (;;) f(); async •function g(a) { →for (;;); }"],
    [
      "is found behind strings, templates, comments and patterns",
      "a•('while (1) {', `for (${b}) {`); // do {\nif (/[/'\"]for {/.test(c) && d / 2) {}\n→while (1) n++;",
    ],
    ["is found in TypeScript", "class A { m(): Promise<void> { a•(); →for (;;); } }"],
    ["is no property of that name", "a•(); o.for(x); ({ while: 1, do: 2 });\n→for (;;);"],
  ])("%s", (_what, marked) => {
    const { got, meant } = found(marked);
    expect(got).toBe(meant);
  });

  it.each([
    ["the last call is in a loop itself", "for (;;) { a•(); while (x) n++; }"],
    ["there is none", "a•(); const b = 7n ** 7n;"],
    ["the source is no program", "((( { a•("],
    ["there is no source", "•"],
  ])("is not named when %s", (_what, marked) => {
    expect(found(marked).got).toBeUndefined();
  });

  it("is one of several when two are behind the last call", () => {
    expect(found("a•(); for (const x of y) n++; while (true) n++;").got).toBe("several");
  });

  it.each(["/*", "\\`", "\\'", "/[", "do ", "for(;;)", "`${`", "a,", "{", "(a)=>{"])(
    "is looked for in 64 kB of %s without an end",
    (piece) => {
      const source = "`${`".concat(piece.repeat(64_000 / piece.length));
      expect(() => loopBehind(source, { file: "server.js", line: 1, column: 3 })).not.toThrow();
    },
  );
});
