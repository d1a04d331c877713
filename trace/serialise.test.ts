import { describe, expect, it } from "vitest";
import { build } from "#trace/builder.ts";
import { parseTrace, serialise } from "#trace/serialise.ts";

const some = () => {
  const t = build();
  t.connects("Alice");
  t.broadcasts("chat", { args: ["€\n", Uint8Array.of(1)] });
  return t.trace();
};

describe("a trace as text", () => {
  it("reads back as it was, one event a line", () => {
    const trace = some();
    const text = serialise(trace);
    expect(text.split("\n").length).toBe(trace.length + 1);
    const read = parseTrace(text);
    // Through JSON once more: what is undefined is not written.
    expect(read).toEqual({ ok: true, trace: JSON.parse(JSON.stringify(trace)) as unknown });
  });

  it.each([
    ['{"kind":', "not JSON"],
    ["7", "not a trace event"],
    ['{"kind":"sung","seq":2,"at":1}', "kind"],
    ['{"kind":"link.opened","link":-1,"client":"A","seq":2,"at":1}', "link"],
    ['{"kind":"link.opened","link":1,"client":"A","at":1}', "seq"],
    ['{"kind":"link.opened","link":1,"client":"A","seq":0,"at":1}', "seq 0 does not come after 1"],
  ])("names the line that is wrong: %s", (line, what) => {
    const text = `${serialise(some().slice(0, 2))}\n${line}\n`;
    expect(parseTrace(text)).toMatchObject({
      ok: false,
      line: 4,
      problem: expect.stringContaining(what) as unknown,
    });
  });

  it("of nothing is nothing", () => {
    expect(parseTrace("")).toEqual({ ok: true, trace: [] });
  });
});
