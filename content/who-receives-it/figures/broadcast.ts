import type { WrittenFigure } from "#protocol/figure.ts";
import { atOnce } from "../at-once.ts";

export const figure: WrittenFigure = {
  scene: atOnce,
  acts: [{ act: "emit", client: "Alice", event: "say", args: ["hi"] }],
};
