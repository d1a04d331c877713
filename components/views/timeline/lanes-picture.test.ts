import { expect, it } from "vitest";
import { build } from "#trace/builder.ts";
import { lanes } from "#trace/lanes.ts";
import { withGap } from "#trace/testing/every-prefix.ts";
import { layoutOf } from "./lanes-layout.ts";
import { pictureOf } from "./lanes-picture.ts";

it("tells stretches apart that are cut off at the same place, or began behind the same gap", () => {
  const t = build();
  t.connects("Alice");
  const on = { side: "client", client: "Alice" } as const;
  for (const disturbance of [
    { is: "latency", ms: 200, jitter: 0 },
    { is: "bandwidth", bytesPerSecond: 5_000 },
  ] as const)
    t.fact({ kind: "disturbance", phase: "begun", on, disturbance });
  for (let i = 0; i < 40; i++) t.sends("Alice", "say");
  const trace = t.trace();
  const disturbed = trace.findLastIndex(({ kind }) => kind === "disturbance");
  for (const run of [trace, withGap(trace, disturbed + 1)]) {
    const all = lanes(run, ["Alice"]);
    const layout = layoutOf(all, all.marks, () => true);
    const sight = { from: 400, to: 600, top: 0, bottom: 500 };
    const picture = pictureOf(all, { layout, step: 24, sight });
    const keys = picture.find(({ lane }) => lane.client === "Alice")?.spans.map(({ key }) => key);
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(3);
  }
});
