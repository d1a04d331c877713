// What a program hands to its host with a call.
import type { Heap } from "./heap.ts";

/** The arguments of a call from inside, the name of what is called at 0. Reading one is paid for by its length. */
export type Given = {
  has(at: number): boolean;
  /** As text; "" where there is none. */
  text(at: number): string;
  /** A copy of the bytes of an ArrayBuffer. */
  bytes(at: number): Uint8Array;
  /** The stack where it was thrown, if it is no error and that is known; else "". */
  thrownAt(at: number): string;
};

/** Units of fuel for what is read of an argument. */
const COST = { character: 2, byte: 1 } as const;

/** `pointers` are those to the values. */
export function givenOf(
  heap: Heap,
  pointers: readonly number[],
  pay: (units: number) => void,
): Given {
  return {
    has: (at) => at < pointers.length,
    text: (at) => {
      const value = pointers[at];
      const text = value === undefined ? "" : heap.text(value);
      pay(COST.character * text.length);
      return text;
    },
    bytes: (at) => {
      const value = pointers[at];
      const bytes = value === undefined ? new Uint8Array() : heap.bytesOf(value).slice();
      pay(COST.byte * bytes.length);
      return bytes;
    },
    thrownAt: (at) => {
      const value = pointers[at];
      if (value === undefined) return "";
      return heap.thrownAt(heap.view.getBigUint64(value, true)) ?? "";
    },
  };
}
