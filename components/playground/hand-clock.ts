// A clock for tests.
import type { Clock } from "./clock.ts";

/** Time that passes when it is told to. */
export function handClock() {
  let time = 0;
  let due: { at: number; call: () => void }[] = [];
  const clock: Clock = {
    now: () => time,
    after(ms, call) {
      const one = { at: time + ms, call };
      due.push(one);
      return () => {
        due = due.filter((other) => other !== one);
      };
    },
  };
  const passes = (ms: number) => {
    const end = time + ms;
    for (;;) {
      const next = due.filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      due = due.filter((one) => one !== next);
      time = next.at;
      next.call();
    }
    time = end;
  };
  return { clock, passes };
}
