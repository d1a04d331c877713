import { expect, test } from "vitest";
import type { Seq } from "#trace/event.ts";
import { NOWHERE, readGaze, writeGaze } from "./gaze.ts";

test("what is looked at survives the address", () => {
  const gaze = { playhead: 41 as Seq, selected: 40 as Seq, line: undefined };
  expect(readGaze(writeGaze(gaze, ""))).toEqual(gaze);
});

test("nonsense in the address is nothing looked at", () => {
  expect(readGaze("#at=-1&event=x")).toEqual(NOWHERE);
});

test("the address of a heading stays", () => {
  expect(writeGaze(NOWHERE, "#rooms")).toBe("#rooms");
  expect(writeGaze(NOWHERE, "#at=3")).toBe("");
});
