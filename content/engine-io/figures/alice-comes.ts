import type { WrittenFigure } from "#protocol/figure.ts";

/** She comes, and nobody does anything. */
export const figure: WrittenFigure = {
  scene: { clients: [{ name: "Alice", file: "client.js" }] },
};
