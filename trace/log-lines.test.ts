import { describe, expect, it } from "vitest";
import { type Builder, build } from "#trace/builder.ts";
import { filtered, type LogFilter, logLines, turnWordsIn } from "#trace/log-lines.ts";

const where = { file: "server.js", line: 4, column: 9 };
const EVERYTHING: LogFilter = { hidden: new Set(), client: undefined, text: "" };

function talkative(): Builder {
  const t = build();
  t.connects("Alice");
  t.sends("Alice", "say", { args: ["hi"] });
  const turn = t.trace().findLast((event) => event.kind === "turn")?.turn;
  const server = { from: { side: "server" }, turn, where } as const;
  t.fact({ kind: "log", ...server, level: "log", text: "got hi" });
  t.fact({ kind: "log", from: { side: "client", client: "Alice" }, level: "warn", text: "Hm" });
  t.fact({
    kind: "fault",
    ...server,
    during: "handler",
    name: "TypeError",
    message: "socket.brodcast is not a function",
    stack: "",
    frame: "> 4 | socket.brodcast()",
  });
  t.fact({ kind: "limit", turn, what: "rooms", text: "Too many rooms." });
  return t;
}
const lines = logLines(talkative().trace());

describe("the log", () => {
  it("has what was said and what went wrong, in order, by whom and at which level", () => {
    expect(lines.map(({ client = "server", level, text }) => `${client} ${level} ${text}`)).toEqual(
      [
        "server log got hi",
        "Alice warn Hm",
        "server fault TypeError: socket.brodcast is not a function",
        "server limit Too many rooms.",
      ],
    );
    expect(lines[2]).toMatchObject({ where, frame: "> 4 | socket.brodcast()" });
  });

  it("takes a level that it does not know for a plain one", () => {
    const t = build();
    t.fact({ kind: "log", from: { side: "server" }, level: "table", text: "x" });
    expect(logLines(t.trace())).toMatchObject([{ level: "log" }]);
  });

  it.each<[string, Partial<LogFilter>, readonly string[]]>([
    ["a level", { hidden: new Set(["log", "limit"]) }, ["warn", "fault"]],
    ["the server", { client: "server" }, ["log", "fault", "limit"]],
    ["a client", { client: "Alice" }, ["warn"]],
    ["a text, whatever its case", { text: " GOT h" }, ["log"]],
    ["a place", { text: "server.js:4" }, ["log", "fault"]],
    ["a line of code", { text: "brodcast()" }, ["fault"]],
    ["nothing that is there", { text: "nowhere" }, []],
    ["everything", {}, ["log", "warn", "fault", "limit"]],
  ])("can be filtered by %s", (_, filter, levels) => {
    const left = filtered(lines, { ...EVERYTHING, ...filter });
    expect(left.map(({ level }) => level)).toEqual(levels);
  });

  it("knows what began the turn that said it", () => {
    const trace = talkative().trace();
    const [first] = logLines(trace);
    const turn = first?.turn;
    if (turn === undefined) throw new Error("the server said it in a turn");
    expect(turnWordsIn(trace)(turn)).toMatchObject({ words: "packet 2 from Alice" });
    expect(turnWordsIn([])(turn)).toBeUndefined();
  });
});
