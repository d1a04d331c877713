import { describe, expect, it } from "vitest";
import { beginWork, endWork, makeHeartbeat, watchOver, workOf } from "./heartbeat.ts";

const patience = { looks: 10, cpuMs: 2_000, looksWithoutCpu: 120 };

/** A watch over thread 1 of two, which is given `cpu` milliseconds between two looks. */
function watched(cpu: number) {
  const heartbeat = makeHeartbeat(2);
  let given = 0;
  const look = watchOver(heartbeat, 1, { patience, cpuMs: () => given });
  return {
    heartbeat,
    /** How many looks it takes until the thread looks stuck, up to `most`. */
    looksUntilStuck: (most: number): number => {
      for (let looks = 1; looks <= most; looks++) {
        given += cpu;
        if (look()) return looks;
      }
      return Number.POSITIVE_INFINITY;
    },
  };
}

describe("a thread", () => {
  it("says whose work it is at, and that it is idle", () => {
    const { heartbeat } = watched(0);
    expect(workOf(heartbeat, 1)).toBeUndefined();
    beginWork(heartbeat, 1, 42);
    expect(workOf(heartbeat, 1)).toBe(42);
    expect(workOf(heartbeat, 0)).toBeUndefined();
    endWork(heartbeat, 1);
    expect(workOf(heartbeat, 1)).toBeUndefined();
  });

  it("is stuck when it has worked at one thing for long", () => {
    const { heartbeat, looksUntilStuck } = watched(500);
    beginWork(heartbeat, 1, 1);
    expect(looksUntilStuck(1_000)).toBe(11);
  });

  it("is not stuck when the machine has no time for it, until that has gone on for a minute", () => {
    const { heartbeat, looksUntilStuck } = watched(10);
    beginWork(heartbeat, 1, 1);
    expect(looksUntilStuck(100)).toBe(Number.POSITIVE_INFINITY);
    expect(looksUntilStuck(1_000)).toBe(21);
  });

  it("is never stuck while it is idle, or goes from one thing to the next", () => {
    const { heartbeat, looksUntilStuck } = watched(500);
    expect(looksUntilStuck(1_000)).toBe(Number.POSITIVE_INFINITY);
    for (let turn = 0; turn < 100; turn++) {
      beginWork(heartbeat, 1, 1);
      expect(looksUntilStuck(9)).toBe(Number.POSITIVE_INFINITY);
      endWork(heartbeat, 1);
    }
  });
});
