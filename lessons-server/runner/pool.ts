// Restored machines waiting for a program, so that Run does not wait for one. A used machine never comes back.
import { type Snapshot, restore } from "./snapshot.ts";
import type { Vm } from "./vm.ts";

export type Pool = { take(): Promise<Vm> };

/** Keeps `size` machines ready; more are made on demand. */
export function keepPool(module: WebAssembly.Module, snapshot: Snapshot, size: number): Pool {
  const ready: Vm[] = [];
  let making = false;

  const refill = async (): Promise<void> => {
    if (making) return;
    making = true;
    while (ready.length < size) {
      ready.push(await restore(module, snapshot));
      // Programs that run on this thread go first.
      await new Promise((next) => setImmediate(next));
    }
    making = false;
  };

  void refill();
  return {
    take: async () => {
      const vm = ready.pop() ?? (await restore(module, snapshot));
      setImmediate(() => void refill());
      return vm;
    },
  };
}
