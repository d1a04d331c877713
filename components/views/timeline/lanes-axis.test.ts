import { expect, it } from "vitest";
import { build } from "#trace/builder.ts";
import { lanes } from "#trace/lanes.ts";
import { ticksOf } from "./lanes-axis.ts";
import { layoutOf } from "./lanes-layout.ts";

/** Much at once, then pauses that tear the axis: labels come close to each other wherever one begins to look. */
const layout = (() => {
  const t = build();
  t.connects("Alice");
  for (let pause = 0; pause < 6; pause += 1) {
    for (let one = 0; one < 5; one += 1) t.sends("Alice", "say");
    t.waits(300 + pause);
  }
  const all = lanes(t.trace(), ["Alice"]);
  return layoutOf(all, all.marks, () => true);
})();

it("has no label over another, and none twice in a row, at every zoom and place", () => {
  let seen = 0;
  for (let step = 4; step < 60; step += 3)
    for (let from = 0; from < 200; from += 7) {
      const labels = ticksOf(layout, step, { from, to: from + 700 }).filter((one) => !one.isTear);
      seen += labels.length;
      for (const [i, { x, text }] of labels.entries()) {
        const before = labels[i - 1];
        if (before === undefined) continue;
        expect(x - before.x).toBeGreaterThanOrEqual(58);
        expect(text).not.toBe(before.text);
      }
    }
  expect(seen).toBeGreaterThan(500);
});
