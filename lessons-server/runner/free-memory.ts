// What loading the guest leaves behind in a machine's memory that nothing holds any more: unreachable objects, and the
// old contents of freed blocks, which each sandbox would otherwise carry as pages of its own.
import type { Vm } from "./vm.ts";

const LARGEST_BLOCK = 1 << 20;
const SMALLEST_BLOCK = 16;
/** Room for the allocator's own words about a block. */
const HEADER = 16;

/** Makes enough garbage that QuickJS collects it, and with it what was there before. */
export function collectGarbage(vm: Vm): void {
  const garbage = "for (let i = 0; i < 30000; i++) { const round = {}; round.self = round; }";
  vm.heap.release(vm.evalScript(garbage, "sandbox:garbage"));
}

/** Fills every free block with zeros, largest first, up to where the memory has been used. */
export function zeroFreeMemory(vm: Vm): void {
  const { heap } = vm;
  let used = heap.bytes.length;
  while (used > 0 && heap.bytes[used - 1] === 0) used--;
  const held: number[] = [];
  let end = used;
  const take = (size: number): number => {
    const block = heap.malloc(size);
    heap.bytes.fill(0, block, block + size);
    end = Math.max(end, block + size + HEADER);
    return block;
  };
  for (let size = LARGEST_BLOCK; size >= SMALLEST_BLOCK; size /= 2) {
    for (let last = 0; last < used; held.push(last)) last = take(size);
  }
  for (const block of held) heap.free(block);
  // The blocks behind the used part have left their headers there.
  heap.free(take(end - used));
}
