import { expect, test } from "vitest";
import { emptyCheckpoint } from "#trace/checkpoint.ts";
import type { Seq, TraceEvent } from "#trace/event.ts";
import { isListening } from "./run-progress.ts";

const place = { seq: 7 as Seq, at: 7 };

test("a program listens also when the events of its beginning are gone", () => {
  const listening = [{ server: 1, port: 3000 }];
  const gap: TraceEvent = {
    kind: "gap",
    dropped: 8,
    checkpoint: { ...emptyCheckpoint, listening },
    ...place,
  };
  expect(isListening([gap])).toBe(true);
  expect(isListening([{ ...gap, checkpoint: emptyCheckpoint }])).toBe(false);
});
