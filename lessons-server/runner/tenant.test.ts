import { expect, it, vi } from "vitest";
import { MAX_OUTPUT, type Program, type Turn } from "./program.ts";
import { createTenant, type Report } from "./tenant.ts";
import type { Taker } from "./turns.ts";

const turn: Turn = { turn: 0, ms: 1, fuel: 10, operations: "", alarm: undefined, state: "running" };

/** A tenant each of whose turns is this one, what it reports, and what it takes its turns by. */
function tenantOf(each: Turn) {
  let woken: Taker | undefined;
  const reported: Report[] = [];
  const program: Program = { load: () => each, input: () => each, timer: () => each };
  const tenant = createTenant({
    start: () => Promise.resolve(program),
    turns: { wake: (one) => (woken = one), remove: () => undefined },
    limits: { fuel: { perSecond: 1, burst: 100 }, timers: { perSecond: 1, burst: 1 } },
    watched: (work) => work(),
    report: (report) => reported.push(report),
  });
  const nobody: Taker = { hasWork: () => false, rest: () => 0, takeTurn: () => 0 };
  return { tenant, taker: () => woken ?? nobody, reported };
}

it("does what is to be done for its program after the load, in turns that its program pays for", async () => {
  const { tenant, taker, reported } = tenantOf(turn);
  const job = vi.fn(() => 500);
  tenant.work(job);
  await vi.waitUntil(() => taker().hasWork());

  expect(taker().takeTurn()).toBe(10);
  expect(reported).toMatchObject([{ began: "load" }]);
  expect(job).not.toHaveBeenCalled();
  expect(taker().rest()).toBe(0);

  expect(taker().takeTurn()).toBe(500);
  expect(job).toHaveBeenCalledOnce();
  expect(reported).toHaveLength(1);
  expect(taker().hasWork()).toBe(false);
  // It has used up what it had, and some of what it will have.
  expect(taker().rest()).toBeGreaterThan(0);

  tenant.work(job);
  tenant.leave();
  expect(taker().hasWork()).toBe(false);
});

it.each([
  ["says more than may cross the wall", "x".repeat(MAX_OUTPUT + 1), /^One turn sent 5 MB; .* 4 MB/],
  ["breaks out of its line", "[]\nturn 2 {}", /broke out of its protocol/],
])("ends a program of which one turn %s, and passes nothing of it on", async (_, said, why) => {
  const { taker, reported } = tenantOf({ ...turn, operations: said });
  await vi.waitUntil(() => taker().hasWork());
  taker().takeTurn();
  const error = { name: "Stopped", message: expect.stringMatching(why) as string };
  expect(reported).toMatchObject([
    { operations: "", state: "exited", killed: { during: "memory", error } },
  ]);
  expect(taker().hasWork()).toBe(false);
});
