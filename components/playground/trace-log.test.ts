import { expect, test } from "vitest";
import { emptyCheckpoint } from "#trace/checkpoint.ts";
import type { Seq, TraceEvent } from "#trace/event.ts";
import { createTraceLog } from "./trace-log.ts";

const log = (seq: number): TraceEvent => ({
  kind: "log",
  from: { side: "server" },
  level: "log",
  text: `line ${seq}`,
  seq: seq as Seq,
  at: seq,
});

test("a batch of an older run changes nothing", () => {
  const trace = createTraceLog((draw) => draw());
  trace.begin("old", [log(0)]);
  trace.begin("new", []);
  trace.append("old", [log(1)]);
  expect(trace.drawn.get()).toEqual([]);
});

test("what came twice after a reconnect is there once", () => {
  const trace = createTraceLog((draw) => draw());
  trace.begin("run", [log(0), log(1)]);
  trace.append("run", [log(1), log(2)]);
  expect(trace.all().map(({ seq }) => seq)).toEqual([0, 1, 2]);
});

const gap = (seq: number): TraceEvent => ({
  kind: "gap",
  dropped: seq + 1,
  checkpoint: { ...emptyCheckpoint, clients: ["alice"] },
  seq: seq as Seq,
  at: seq,
});

test("a gap takes the place of what came before it, for what lies between has been missed", () => {
  const trace = createTraceLog((draw) => draw());
  trace.begin("run", [log(0), log(1)]);
  const missed = [gap(5), log(6), log(7)];
  trace.append("run", missed);
  expect(trace.drawn.get()).toEqual(missed);
  trace.append("run", [log(7), log(8)]);
  expect(trace.all()).toEqual([...missed, log(8)]);
});

test("a gap that stands for what is here already changes nothing", () => {
  const trace = createTraceLog((draw) => draw());
  trace.begin("run", [log(0), log(1), log(2)]);
  trace.append("run", [gap(1), log(2), log(3)]);
  expect(trace.all()).toEqual([log(0), log(1), log(2), log(3)]);
});

test("many batches are drawn once a frame", () => {
  const frames: (() => void)[] = [];
  const trace = createTraceLog((draw) => frames.push(draw));
  trace.begin("run", []);
  trace.append("run", [log(0)]);
  trace.append("run", [log(1)]);
  expect(trace.drawn.get()).toEqual([]);
  expect(frames).toHaveLength(1);
  frames[0]?.();
  expect(trace.drawn.get()).toHaveLength(2);
});

test("a long run folds its oldest events into a gap that counts them", () => {
  const trace = createTraceLog((draw) => draw());
  trace.begin("run", []);
  for (let seq = 0; seq < 25_000; seq += 1) trace.append("run", [log(seq)]);
  const [gap] = trace.all();
  expect(trace.all().length).toBeLessThanOrEqual(10_000);
  expect(gap).toMatchObject({ kind: "gap", dropped: (gap?.seq ?? 0) + 1 });
  expect(trace.all()[1]?.seq).toBe((gap?.seq ?? 0) + 1);
});
