import type { WrittenFigure } from "#protocol/figure.ts";
import { atOnce } from "../at-once.ts";

/** They come, and nobody does anything. */
export const figure: WrittenFigure = { scene: atOnce };
