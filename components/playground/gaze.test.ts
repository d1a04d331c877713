import { expect, test } from "vitest";
import type { Seq } from "#trace/event.ts";
import { NOWHERE, readGaze, writeGaze } from "./gaze.ts";

test("what is looked at survives the address", () => {
  const gaze = { ...NOWHERE, playhead: 41 as Seq, selected: 40 as Seq, view: "log" };
  expect(readGaze(writeGaze(gaze, ""))).toEqual(gaze);
});

test("nonsense in the address is nothing looked at", () => {
  expect(readGaze("#at=-1&event=x&view=a%20b")).toEqual(NOWHERE);
});

test("the address of a heading stays", () => {
  expect(writeGaze(NOWHERE, "#rooms")).toBe("#rooms");
  expect(writeGaze(NOWHERE, "#at=3")).toBe("");
});
