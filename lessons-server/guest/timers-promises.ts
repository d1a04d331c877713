// node:timers/promises.
import { timers } from "./timers.ts";
import type { AbortSignal } from "./web-events.ts";

type Options = { signal?: AbortSignal; ref?: boolean };
type Setter = (done: () => void, delay?: number) => { unref(): unknown };

/** A promise that a timer keeps, unless its signal comes before. */
function wait(
  set: Setter,
  clear: (timer: unknown) => void,
  { signal, ref = true }: Options,
): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(aborted(signal));
    const timer = set(() => {
      signal?.removeEventListener("abort", onAbort);
      resolve();
    });
    if (!ref) timer.unref();
    const onAbort = (): void => {
      clear(timer);
      reject(aborted(signal as AbortSignal));
    };
    signal?.addEventListener("abort", onAbort, { once: true });
  });
}

function aborted({ reason }: AbortSignal): Error {
  const error = new Error("The operation was aborted", { cause: reason });
  return Object.assign(error, { name: "AbortError", code: "ABORT_ERR" });
}

const after = async <T>(
  delay?: number,
  value?: T,
  options: Options = {},
): Promise<T | undefined> => {
  await wait((done) => timers.setTimeout(done, delay), timers.clearTimeout, options);
  return value;
};

async function* every<T>(
  delay?: number,
  value?: T,
  options: Options = {},
): AsyncGenerator<T | undefined> {
  for (;;) yield await after(delay, value, options);
}

export const timersPromises = {
  setTimeout: after,
  setInterval: every,
  setImmediate: async <T>(value?: T, options: Options = {}): Promise<T | undefined> => {
    await wait(timers.setImmediate, timers.clearImmediate, options);
    return value;
  },
  scheduler: {
    wait: (delay: number, options?: Options) => after(delay, undefined, options),
    yield: () => after(0),
  },
};

/** What util.promisify makes of a timer. */
const custom = Symbol.for("nodejs.util.promisify.custom");
for (const name of ["setTimeout", "setImmediate"] as const) {
  Object.defineProperty(timers[name], custom, { value: timersPromises[name] });
}
