import { expect, it, vi } from "vitest";
import type { Program, Turn } from "./program.ts";
import { createTenant } from "./tenant.ts";
import type { Taker } from "./turns.ts";

const turn: Turn = { turn: 0, ms: 1, fuel: 10, operations: "", alarm: undefined, state: "running" };

it("does what is to be done for its program after the load, in turns that its program pays for", async () => {
  let taker: Taker | undefined;
  const reported: string[] = [];
  const program: Program = { load: () => turn, input: () => turn, timer: () => turn };
  const tenant = createTenant({
    start: () => Promise.resolve(program),
    turns: { wake: (one) => (taker = one), remove: () => undefined },
    limits: { fuel: { perSecond: 1, burst: 100 }, timers: { perSecond: 1, burst: 1 } },
    watched: (work) => work(),
    report: ({ began }) => reported.push(began),
  });
  const job = vi.fn(() => 500);
  tenant.work(job);
  await vi.waitUntil(() => taker?.hasWork());

  expect(taker?.takeTurn()).toBe(10);
  expect(reported).toEqual(["load"]);
  expect(job).not.toHaveBeenCalled();
  expect(taker?.rest()).toBe(0);

  expect(taker?.takeTurn()).toBe(500);
  expect(job).toHaveBeenCalledOnce();
  expect(reported).toEqual(["load"]);
  expect(taker?.hasWork()).toBe(false);
  // It has used up what it had, and some of what it will have.
  expect(taker?.rest()).toBeGreaterThan(0);

  tenant.work(job);
  tenant.leave();
  expect(taker?.hasWork()).toBe(false);
});
