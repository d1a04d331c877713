// Errors that QuickJS itself has made, told in Node's words before anybody can see them; and where a value was thrown
// that is no error and so has no stack. Both are told by the engine (engine/quickjs-errors.ts), in the midst of a turn.
import type { GuestError, Heap } from "./heap.ts";
import { Thrown } from "./heap.ts";

/** An error as QuickJS made it. `top` is the value that the failing instruction was about to use, where that is known. */
export type Made = GuestError & { readonly top: string | undefined };
/** What becomes of it. */
export type Told = { readonly message: string; readonly stack: string };

/** Values thrown whose place is remembered: no more than can still be on their way. */
const MOST_THROWN = 16;
/** Units of fuel that telling one error costs the program, beside what is read of its source. */
const COST = 5_000;

/** Bytes that are more than telling an error takes. */
const ROOM = 256 * 1_024;

/** Tags of values, in their upper half. */
const TAGS: Readonly<Record<number, (value: number) => string>> = {
  0: (value) => `number ${value}`,
  1: (value) => `boolean ${value !== 0}`,
  2: () => "null",
  3: () => "undefined",
};

export class EngineErrors {
  readonly #heap: Heap;
  readonly #thrown = new Map<bigint, string>();

  constructor(heap: Heap) {
    this.#heap = heap;
  }

  /** Gives the error the message and the stack that `tell` makes of it. Returns what that costs. */
  made(error: bigint, top: bigint, tell: (made: Made) => Told): number {
    const heap = this.#heap;
    // The functions that read and write it do not look whether they got memory: the error stays as it is.
    if (!heap.hasRoom(ROOM)) return COST;
    try {
      heap.withValue(error, (value) => {
        const [name, message, stack] = ["name", "message", "stack"].map((key) =>
          heap.property(value, key),
        ) as [string, string, string];
        const told = tell({ name, message, stack, top: top === 0n ? undefined : textOf(top) });
        if (told.message !== message) heap.setProperty(value, "message", told.message);
        if (told.stack !== stack) heap.setProperty(value, "stack", told.stack);
      });
    } catch (failed) {
      // No memory is left: the error stays as it is.
      if (!(failed instanceof Thrown)) throw failed;
    }
    return COST;
  }

  /** Remembers where a value was thrown. What the runtime passes on, in frames that have no place, has been thrown before. */
  thrown(value: bigint, stack: string): void {
    if (!/^.*:\d+:\d+\)?\n/.test(stack)) return;
    const key = BigInt.asUintN(64, value);
    this.#thrown.delete(key);
    this.#thrown.set(key, stack);
    const [oldest] = this.#thrown.keys();
    if (this.#thrown.size > MOST_THROWN && oldest !== undefined) this.#thrown.delete(oldest);
  }

  /** The stack where this very value was thrown, as far as that is known. */
  placeOf(value: bigint): string | undefined {
    return this.#thrown.get(value);
  }
}

function textOf(value: bigint): string | undefined {
  const bits = BigInt.asUintN(64, value);
  return TAGS[Number(BigInt.asIntN(32, bits >> 32n))]?.(Number(BigInt.asIntN(32, bits)));
}
