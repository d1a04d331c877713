import { describe, expect, it } from "vitest";
import { build } from "#trace/builder.ts";
import { differsOnlyInNews } from "./use-reading.ts";
import type { Workbench } from "./workbench.ts";

const trace = build().trace();
const bench = { trace, shown: trace, playhead: "live", files: {} } as unknown as Workbench;

describe("a workbench to read", () => {
  it("may be late with what a run brings, and with nothing else", () => {
    expect(differsOnlyInNews(bench, { ...bench, trace: [], shown: [] })).toBe(true);
    expect(differsOnlyInNews(bench, { ...bench, trace: [], playhead: 3 as never })).toBe(false);
    expect(differsOnlyInNews(bench, { ...bench, files: {} })).toBe(false);
    expect(differsOnlyInNews(bench, { ...bench, isLarge: true })).toBe(false);
  });
});
