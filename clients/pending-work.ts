// Timers and fetches of learner code, kept count of: a client that still has something to do is not settled.
// Knows nothing of sockets; the host's own timers never pass through here.

type Handle = ReturnType<typeof setTimeout>;
type Callback = (...args: unknown[]) => void;
type Fetch = typeof globalThis.fetch;

/** The environment's own timer functions and clock (milliseconds, monotonic). */
export type Native = {
  readonly setTimeout: typeof globalThis.setTimeout;
  readonly clearTimeout: typeof globalThis.clearTimeout;
  readonly setInterval: typeof globalThis.setInterval;
  readonly clearInterval: typeof globalThis.clearInterval;
  readonly fetch: Fetch;
  readonly now: () => number;
};

/** Timer functions and fetch to hand to learner code, and what of them is outstanding. */
export type PendingWork = {
  readonly setTimeout: (callback: Callback, ms?: unknown, ...args: unknown[]) => Handle;
  readonly setInterval: (callback: Callback, ms?: unknown, ...args: unknown[]) => Handle;
  readonly clear: (handle: Handle | undefined) => void;
  readonly fetch: Fetch;
  /** Milliseconds until the next timer is due (0 if overdue), or null if there is none. */
  readonly nextTimer: () => number | null;
  /** Requests whose answer is not yet read to its end; an event stream counts until its head is here. */
  readonly fetches: () => number;
  /** Takes back all that is outstanding, and lets nothing more begin: whoever still wants something is leaving. */
  readonly end: () => void;
};

/** Wraps the environment's timers and fetch so that what is outstanding can be asked for. */
export function trackPendingWork(native: Native): PendingWork {
  const dueAt = new Map<Handle, number>();
  const leaving = new AbortController();
  let fetches = 0;

  const clear = (handle: Handle | undefined): void => {
    if (handle !== undefined) dueAt.delete(handle);
    // One function clears both kinds in every environment (HTML, "timer initialisation steps"; Node does the same).
    native.clearTimeout(handle);
  };

  /** The handle of a timer that does not come any more. */
  const never = (): Handle => {
    const handle = native.setTimeout(() => undefined, 0);
    native.clearTimeout(handle);
    return handle;
  };

  const trackedFetch: Fetch = async (input, init) => {
    fetches += 1;
    const ended = () => {
      // One turn later, so that what learner code does with the answer is counted before the request stops counting.
      native.setTimeout(() => {
        fetches -= 1;
      }, 0);
    };
    try {
      const own = init?.signal ?? (input instanceof Request ? input.signal : undefined);
      const signal = own ? AbortSignal.any([own, leaving.signal]) : leaving.signal;
      const response = await native.fetch(input, { ...init, signal });
      whenRead(response).then(ended, ended);
      return response;
    } catch (error) {
      ended();
      throw error;
    }
  };

  return {
    setTimeout(callback, wished, ...args) {
      const ms = delay(wished);
      if (leaving.signal.aborted) return never();
      const handle: Handle = native.setTimeout(() => {
        dueAt.delete(handle);
        callback(...args);
      }, ms);
      dueAt.set(handle, native.now() + ms);
      return handle;
    },
    setInterval(callback, wished, ...args) {
      const ms = delay(wished);
      if (leaving.signal.aborted) return never();
      const handle: Handle = native.setInterval(() => {
        dueAt.set(handle, native.now() + ms);
        callback(...args);
      }, ms);
      dueAt.set(handle, native.now() + ms);
      return handle;
    },
    clear,
    fetch: trackedFetch,
    nextTimer: () =>
      dueAt.size === 0 ? null : Math.max(0, Math.min(...dueAt.values()) - native.now()),
    fetches: () => fetches,
    end() {
      for (const handle of dueAt.keys()) clear(handle);
      leaving.abort();
    },
  };
}

// Learner code may pass anything, as to the real functions, which take what is no number for 0.
function delay(wished: unknown): number {
  return Number(wished) || 0;
}

function whenRead(response: Response): Promise<unknown> {
  const endless = response.headers.get("content-type")?.startsWith("text/event-stream");
  return endless ? Promise.resolve() : response.clone().arrayBuffer();
}
