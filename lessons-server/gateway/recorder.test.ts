import { describe, expect, it } from "vitest";
import type { Fact, LinkId, Trace } from "#trace/event.ts";
import { createRecorder } from "./recorder.ts";

const opened = (link: number): Fact => ({
  kind: "link.opened",
  link: link as LinkId,
  client: "alice",
});
const log = (text: string): Fact => ({ kind: "log", from: { side: "server" }, level: "log", text });

describe("a recorder", () => {
  it("numbers facts from 0 and times them in hundredths of a millisecond since the run began", () => {
    const times = [100, 100, 101.23456];
    const recorder = createRecorder({ clock: () => times.shift() ?? 0 });
    expect(recorder.append(opened(1))).toEqual({ ...opened(1), seq: 0, at: 0 });
    expect(recorder.append(opened(2))).toEqual({ ...opened(2), seq: 1, at: 1.23 });
    expect(recorder.trace()).toHaveLength(2);
  });

  it("hands over batches, and nothing twice to who reads the trace when subscribing", () => {
    const recorder = createRecorder();
    const first: Trace[] = [];
    const second: Trace[] = [];
    recorder.subscribe((events) => void first.push(events));
    recorder.append(log("a"));
    recorder.append(log("b"));
    const stop = recorder.subscribe((events) => void second.push(events));
    const before = recorder.trace();
    recorder.append(log("c"));
    recorder.flush();
    expect(first.map((batch) => batch.length)).toEqual([2, 1]);
    expect([...before, ...second.flat()]).toEqual(recorder.trace());
    stop();
    recorder.append(log("d"));
    recorder.flush();
    expect(second).toHaveLength(1);
  });

  it("hands over by itself in the next turn of the event loop", async () => {
    const recorder = createRecorder();
    const batch = new Promise<Trace>((resolve) => recorder.subscribe(resolve));
    recorder.append(log("a"));
    expect(await batch).toHaveLength(1);
  });

  it("folds the oldest events into a gap that says what was open", () => {
    const recorder = createRecorder({ limit: { events: 100, bytes: 1_000_000 } });
    for (let link = 1; link <= 251; link += 1) recorder.append(opened(link));
    const trace = recorder.trace();
    expect(trace.length).toBeLessThanOrEqual(100);
    const gap = trace[0];
    if (gap?.kind !== "gap") throw new Error("no gap");
    expect(gap.dropped).toBe(gap.seq + 1);
    expect(gap.checkpoint.links).toHaveLength(gap.dropped);
    expect(trace[1]?.seq).toBe(gap.seq + 1);
    expect(trace.at(-1)?.seq).toBe(250);
  });

  it("folds when the bytes are too many, and never the newest event", () => {
    const recorder = createRecorder({ limit: { events: 10_000, bytes: 10_000 } });
    for (let i = 0; i < 50; i += 1) recorder.append(log("x".repeat(1_000)));
    expect(JSON.stringify(recorder.trace()).length).toBeLessThan(15_000);
    recorder.append(log("y".repeat(100_000)));
    expect(recorder.trace().map((event) => event.kind)).toEqual(["gap", "log"]);
  });

  it("gives followers every event, also those folded before they were handed over", () => {
    const recorder = createRecorder({ limit: { events: 10, bytes: 1_000_000 } });
    const seen: number[] = [];
    recorder.subscribe((events) => seen.push(...events.map((event) => event.seq)));
    for (let link = 0; link < 100; link += 1) recorder.append(opened(link));
    recorder.flush();
    expect(seen).toEqual(Array.from({ length: 100 }, (_, seq) => seq));
  });
});
