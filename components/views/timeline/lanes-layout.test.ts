import { describe, expect, it } from "vitest";
import { build } from "#trace/builder.ts";
import { lanes } from "#trace/lanes.ts";
import { type LanesLayout, layoutOf, stepFrom } from "./lanes-layout.ts";

const all = (() => {
  const t = build();
  t.connects("Alice");
  t.connects("Bob");
  t.sends("Alice", "say");
  t.waits(1_000);
  t.broadcasts("chat");
  t.handles("Alice", "chat");
  t.handles("Bob", "chat");
  return lanes(t.trace(), ["Alice", "Bob"]);
})();
const shown = all.marks.filter(({ isFolded }) => !isFolded);
const layout = layoutOf(all, shown, () => true);
const named = ({ columns }: LanesLayout, column: number | undefined): string => {
  const mark = columns[column ?? -1];
  return mark === undefined ? "nowhere" : `${mark.who} ${mark.shape} ${mark.names.join()}`.trim();
};
const at = (words: string): number => shown.findIndex((_, i) => named(layout, i) === words);

describe("the layout of the lanes", () => {
  it("gives each shown event a place of its own, in order", () => {
    expect(layout.columns).toEqual(shown);
    expect(layout.xs.every((x, i) => i === 0 || x >= (layout.xs[i - 1] ?? 0) + 1)).toBe(true);
    expect(layout.width).toBeGreaterThan(layout.xs.at(-1) ?? 0);
  });

  it("tears the axis where time passed, and says how long", () => {
    expect(layout.tears.map(({ ms }) => Math.round(ms / 100))).toEqual([10]);
    const { x } = layout.tears[0] ?? { x: 0 };
    const after = layout.columnOf(shown[at("server sent chat")]?.seq as never) ?? 0;
    expect(x).toBeGreaterThan(layout.xs[after - 1] ?? 0);
    expect(x).toBeLessThan(layout.xs[after] ?? 0);
  });

  it("puts what is not shown with the last that is before it", () => {
    const hidden = all.marks.find(({ isFolded, seq }) => isFolded && seq > (shown[2]?.seq ?? 0));
    if (hidden === undefined) throw new Error("nothing is folded");
    expect(layout.columnOf(hidden.seq)).toBeUndefined();
    expect(layout.columns[layout.columnAt(hidden.seq)]?.seq).toBeLessThan(hidden.seq);
    expect(layout.xAt(hidden.seq)).toBe(layout.xs[layout.columnAt(hidden.seq)]);
  });

  it("finds the column of every place, also before the first and after the last", () => {
    expect(layout.xs.map((x) => layout.columnBefore(x))).toEqual(layout.xs.map((_, i) => i));
    expect(layout.columnBefore(0)).toBe(-1);
    expect(layout.columnBefore(layout.width * 2)).toBe(layout.xs.length - 1);
  });

  it("leaves out lanes, with what is in them", () => {
    const one = layoutOf(all, shown, ({ client }) => client !== "Bob");
    expect(one.lanes.map(({ who }) => who)).toEqual(["server", "Alice"]);
    expect(one.columns.some(({ client }) => client === "Bob")).toBe(false);
  });
});

describe("the keyboard in the lanes", () => {
  it("goes along a lane and stays at its ends", () => {
    const sent = at("Alice sent say");
    expect(named(layout, stepFrom(layout, sent, "ArrowRight"))).toBe("Alice received chat");
    expect(named(layout, stepFrom(layout, at("Alice received chat"), "ArrowRight"))).toBe(
      "Alice received chat",
    );
    expect(named(layout, stepFrom(layout, sent, "End"))).toBe("Alice received chat");
    expect(named(layout, stepFrom(layout, sent, "Home"))).toBe("Alice came");
  });

  it("goes to the nearest event of the lane above and below", () => {
    const received = at("Alice received chat");
    expect(named(layout, stepFrom(layout, received, "ArrowUp"))).toBe("server sent chat");
    expect(named(layout, stepFrom(layout, received, "ArrowDown"))).toBe("Bob received chat");
    expect(stepFrom(layout, at("server sent chat"), "ArrowUp")).toBe(at("server sent chat"));
  });

  it("leaves other keys alone", () => {
    expect(stepFrom(layout, 0, "Tab")).toBeUndefined();
  });
});
