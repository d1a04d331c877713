// When a program is stopped from outside: where it was, and what it had said in its last turn.
import { withoutHeader } from "#protocol/stack.ts";
import { type GuestError, OUT_OF_MEMORY, Thrown } from "./heap.ts";
import type { Vm } from "./vm.ts";

/** Units for looking at a dead machine, and for reading what it had said: up to 4 MB. */
const FUEL = { stack: 3_000_000, lastWords: 16_000_000 } as const;

const TOO_LONG = {
  name: "Stopped",
  message: "the program ran for too long without letting anything else happen",
};
const TOO_DEEP = { name: "Stopped", message: "the program used more stack than a sandbox has" };
/** What is flushed by a machine that cannot be read any more. */
const NOTHING = "x -\n";

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
  if (error instanceof Thrown)
    return { killed: { during: "memory", error: error.error }, flushed: NOTHING };
  if (!(error instanceof WebAssembly.RuntimeError || error instanceof RangeError)) throw error;
  const why = vm.fuel < 0 ? "budget" : "memory";
  const words = vm.fuel < 0 ? TOO_LONG : vm.heap.isFull ? OUT_OF_MEMORY : TOO_DEEP;
  vm.prepareForPostMortem();
  const stack = withoutHeader(attempt(vm, FUEL.stack, () => vm.stack()) ?? "", isCommonJs);
  const flushed = attempt(vm, FUEL.lastWords, () => vm.callText("lastWords")) ?? NOTHING;
  return { killed: { during: why, error: { ...words, stack } }, flushed };
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
