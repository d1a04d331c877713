// When a program is stopped from outside: where it was, and what it had said in its last turn.
import { withoutHeader } from "#protocol/stack.ts";
import { type GuestError, Thrown } from "./heap.ts";
import type { Vm } from "./vm.ts";

/** Units for looking at a dead machine, and for reading what it had said: up to 4 MB. */
const FUEL = { stack: 3_000_000, lastWords: 16_000_000 } as const;

/** Why a program was stopped from outside. */
export type Killed = {
  readonly during: "budget" | "memory" | "runner";
  readonly error: GuestError;
};

/** After a trap the learner's frames still lie on QuickJS's stack: they are read, with what the turn had said so far. */
export function postMortem(
  vm: Vm,
  error: unknown,
  isCommonJs: (file: string) => boolean,
): { killed: Killed; flushed: string } {
  const isTrap = error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
  if (!isTrap && !(error instanceof Thrown)) throw error;
  const outOfFuel = isTrap && vm.fuel < 0;
  let stack = error instanceof Thrown ? error.error.stack : "";
  let flushed = "x -\n";
  if (outOfFuel) {
    vm.prepareForPostMortem();
    stack = withoutHeader(attempt(vm, FUEL.stack, () => vm.stack()) ?? "", isCommonJs);
    flushed = attempt(vm, FUEL.lastWords, () => vm.callText("lastWords")) ?? flushed;
  }
  if (outOfFuel) {
    const message = "the program ran for too long without letting anything else happen";
    return { killed: { during: "budget", error: { name: "Stopped", message, stack } }, flushed };
  }
  const message =
    error instanceof Thrown
      ? error.error.message
      : "the program used more stack than a sandbox has";
  return { killed: { during: "memory", error: { name: "Stopped", message, stack } }, flushed };
}

function attempt<T>(vm: Vm, fuel: number, work: () => T): T | undefined {
  vm.fuel = fuel;
  try {
    return work();
  } catch {
    // The machine is dead; what can still be read of it is a courtesy.
    return undefined;
  }
}
