// Promises that were rejected and that nobody handles: exactly what Node calls unhandled, told by QuickJS itself.
// A promise and its reason are kept alive here by their reference counts until they are handled or reported.
import type { Heap } from "./heap.ts";

/** Tags of the values that QuickJS counts references of: objects, strings, symbols, big integers. */
const COUNTED_TAGS: ReadonlySet<number> = new Set([-1, -6, -7, -8, -9]);

export class Rejections {
  readonly #heap: Heap;
  readonly #chain: () => number;
  readonly #reasons = new Map<bigint, { readonly reason: bigint; readonly chain: number }>();

  /** `chain` tells whose work is being done. */
  constructor(heap: Heap, chain: () => number) {
    this.#heap = heap;
    this.#chain = chain;
  }

  get any(): boolean {
    return this.#reasons.size > 0;
  }

  /** Called by the engine when a promise is rejected unhandled, and again when a handler is added after all. */
  note(promise: bigint, reason: bigint, isHandled: boolean): void {
    if (!isHandled) {
      this.#count(promise, 1);
      this.#count(reason, 1);
      this.#reasons.set(promise, { reason, chain: this.#chain() });
      return;
    }
    const kept = this.#reasons.get(promise);
    if (kept === undefined) return;
    this.#reasons.delete(promise);
    // The promise is being used right now, so neither count reaches zero here.
    this.#count(promise, -1);
    this.#count(kept.reason, -1);
  }

  /**
   * Takes the oldest, as two values for a call that will release them: the counts that were taken move into them.
   * `chain` is whose work rejected it.
   */
  take():
    | { readonly reason: number; readonly promise: number; readonly chain: number }
    | undefined {
    const [oldest] = this.#reasons;
    if (!oldest) return undefined;
    const [promise, { reason, chain }] = oldest;
    this.#reasons.delete(promise);
    return { reason: this.#heap.cell(reason), promise: this.#heap.cell(promise), chain };
  }

  #count(value: bigint, by: number): void {
    const bits = BigInt.asUintN(64, value);
    if (!COUNTED_TAGS.has(Number(BigInt.asIntN(32, bits >> 32n)))) return;
    const pointer = Number(bits & 0xffff_ffffn);
    const { view } = this.#heap;
    view.setInt32(pointer, view.getInt32(pointer, true) + by, true);
  }
}
