import { expect, it } from "vitest";
import { placeInWords } from "./control-words.ts";

it("says a place as people do", () => {
  expect([1, 3, 12].map(placeInWords).map((text) => /You are [^:]+/.exec(text)?.[0])).toEqual([
    "You are next in the queue",
    "You are third in the queue",
    "You are number 12 in the queue",
  ]);
});
