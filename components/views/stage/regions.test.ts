import { expect, it } from "vitest";
import { build } from "#trace/builder.ts";
import { stage } from "#trace/stage.ts";
import { regionsOf } from "./regions.ts";

it("namespaces have a region each, and the last share one where there are more than fit", () => {
  const t = build();
  t.connects("Alice");
  for (const nsp of ["/chat", "/admin", "/news"]) {
    t.enters("Alice", nsp);
    t.joins("Alice", `room of ${nsp}`, { nsp });
  }
  const regions = (most: number) =>
    regionsOf(stage(t.trace()).namespaces, most).map(({ nsp, tokens, rooms, folded }) => [
      nsp,
      tokens.length,
      [rooms.length, folded.length],
    ]);
  expect(regions(4)).toEqual([
    ["/", 1, [0, 0]],
    ["/chat", 1, [1, 0]],
    ["/admin", 1, [1, 0]],
    ["/news", 1, [1, 0]],
  ]);
  expect(regions(2)).toEqual([
    ["/", 1, [0, 0]],
    ["/chat, /admin, /news", 3, [0, 3]],
  ]);
});
