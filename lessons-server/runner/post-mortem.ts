// When a program is stopped from outside: where it was, and what it had said in its last turn.
import { withoutHeader } from "#protocol/stack.ts";
import { type GuestError, OUT_OF_MEMORY, Thrown } from "./heap.ts";
import type { Vm } from "./vm.ts";

/** Units for looking at a dead machine, and for reading what it had said. */
const FUEL = { stack: 3_000_000, lastWords: 16_000_000 } as const;
/** Characters of it that are read. */
const MOST_WORDS = 4 * 1024 * 1024;

const TOO_LONG = {
  name: "Stopped",
  message: "the program ran for too long without letting anything else happen",
};
const TOO_DEEP = { name: "Stopped", message: "the program used more stack than a sandbox has" };

/** Why a program was stopped from outside. */
export type Killed = {
  readonly during: "budget" | "memory" | "runner";
  readonly error: GuestError;
};

/**
 * After a trap the learner's frames still lie on QuickJS's stack: they are read, with what the turn had said so far, as
 * lists of operations: the first of them, if there were more than can be told.
 */
export function postMortem(
  vm: Vm,
  error: unknown,
  isCommonJs: (file: string) => boolean,
): { killed: Killed; lastWords: readonly string[] } {
  if (error instanceof Thrown)
    return { killed: { during: "memory", error: error.error }, lastWords: [] };
  if (!(error instanceof WebAssembly.RuntimeError || error instanceof RangeError)) throw error;
  const why = vm.fuel < 0 ? "budget" : "memory";
  const words = vm.fuel < 0 ? TOO_LONG : vm.heap.isFull ? OUT_OF_MEMORY : TOO_DEEP;
  vm.prepareForPostMortem();
  const stack = withoutHeader(attempt(vm, FUEL.stack, () => vm.stack()) ?? "", isCommonJs);
  return { killed: { during: why, error: { ...words, stack } }, lastWords: lastWordsOf(vm) };
}

function lastWordsOf(vm: Vm): readonly string[] {
  const lists: string[] = [];
  let room = MOST_WORDS;
  attempt(vm, FUEL.lastWords, () => {
    for (let list = vm.callText("lastWords"); list; list = vm.callText("lastWords")) {
      room -= list.length;
      if (room < 0) return;
      lists.push(list);
    }
  });
  return lists;
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
