// Restored machines waiting for a program, so that Run does not wait for one. A used machine never comes back.
import { type Snapshot, restore } from "./snapshot.ts";
import type { Vm } from "./vm.ts";

const REFILL_AFTER_MS = 25;

export type Pool = { take(): Promise<Vm> };

/** Keeps `size` machines ready; more are made on demand. */
export function keepPool(module: WebAssembly.Module, snapshot: Snapshot, size: number): Pool {
  const ready: Vm[] = [];
  const refill = async (): Promise<void> => {
    try {
      while (ready.length < size) {
        ready.push(await restore(module, snapshot));
        // Programs that run on this thread go first.
        await new Promise((next) => setImmediate(next));
      }
    } catch {
      // No room for a spare one: whoever takes one will see whether there is room then.
    }
    refilling = undefined;
  };

  let refilling: NodeJS.Timeout | undefined = setTimeout(() => void refill(), 0);
  return {
    take: async () => {
      const vm = ready.pop() ?? (await restore(module, snapshot));
      // Not at once: a program that has just been given its machine is about to say that it listens.
      refilling ??= setTimeout(() => void refill(), REFILL_AFTER_MS);
      return vm;
    },
  };
}
