import { expect, test, vi } from "vitest";
import { trackPendingWork } from "./pending-work.ts";

const { setTimeout, clearTimeout, setInterval, clearInterval } = globalThis;
const native = {
  setTimeout,
  clearTimeout,
  setInterval,
  clearInterval,
  now: () => performance.now(),
};

test("whoever leaves waits for no answer, and begins nothing new", async () => {
  const asked: (AbortSignal | null | undefined)[] = [];
  const pending = trackPendingWork({
    ...native,
    fetch: (_, init) => {
      asked.push(init?.signal);
      return new Promise((_answered, fail) =>
        init?.signal?.addEventListener("abort", () => fail(new Error("left"))),
      );
    },
  });
  const own = new AbortController();
  const answers = [pending.fetch("/wait"), pending.fetch("/wait", { signal: own.signal })];
  const callback = vi.fn();
  pending.setInterval(callback, 0);
  expect(pending.fetches()).toBe(2);

  own.abort();
  await expect(answers[1]).rejects.toThrow("left");
  expect(asked[0]?.aborted).toBe(false);
  pending.end();
  await expect(answers[0]).rejects.toThrow("left");
  pending.setTimeout(callback, 0);
  await new Promise((done) => setTimeout(done, 0));
  await vi.waitFor(() => expect(pending.fetches()).toBe(0));
  expect([pending.nextTimer(), callback.mock.calls]).toEqual([null, []]);
});
