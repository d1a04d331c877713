// A response that can be held back: what is written to it waits, in order, until the program has seen its headers.
import type { ServerResponse } from "node:http";

export type HeldAnswer = {
  readonly res: ServerResponse;
  /** From now on nothing leaves. */
  readonly hold: () => void;
  /** What was held leaves, and what follows passes. */
  readonly release: () => void;
};

/** Call after everything else that wraps the response. */
export function holdable(res: ServerResponse): HeldAnswer {
  const held: (() => unknown)[] = [];
  let isHeld = false;
  for (const name of ["writeHead", "write", "end"] as const) {
    const pass = res[name].bind(res) as (...args: unknown[]) => unknown;
    const given = name === "write" ? true : res;
    (res as unknown as Record<string, unknown>)[name] = (...args: unknown[]) => {
      if (!isHeld) return pass(...args);
      held.push(() => pass(...args));
      return given;
    };
  }
  return {
    res,
    hold() {
      isHeld = true;
    },
    release() {
      isHeld = false;
      for (const write of held.splice(0)) write();
    },
  };
}
