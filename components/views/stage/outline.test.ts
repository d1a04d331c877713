import { expect, it } from "vitest";
import { outline, type Part } from "./outline.ts";

const HEIGHTS = { top: 0, bar: 18, bottom: 50 };
const at = (x: number, piece?: Part["piece"]): Part => ({ x, piece });
const commands = (path: string): string => path.replaceAll(/[^MLQZ]/g, "");

it("turns into the line of other members by the same steps: whoever comes is reached, and nothing jumps", () => {
  const two = [at(50), at(150, { left: 120, right: 200 }), at(250, { left: 200, right: 280 })];
  const three = [at(50, { left: 20, right: 80 }), ...two.slice(1)];
  const one = [at(50), at(150), at(250, { left: 220, right: 280 })];
  const lines = [two, three, one].map((parts) => outline(parts, HEIGHTS));
  expect(new Set(lines.map(commands)).size).toBe(1);
  expect(new Set(lines).size).toBe(3);
});

it("hangs pieces on a bar where somebody else stands between them, and is nothing around nobody", () => {
  const parts = [at(50, { left: 20, right: 80 }), at(150), at(250, { left: 220, right: 280 })];
  expect(outline(parts, HEIGHTS)).toContain("150 18");
  expect(outline([at(50), at(150)], HEIGHTS)).toBe("");
});
