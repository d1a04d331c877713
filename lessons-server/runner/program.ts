// A program in its machine: loading its files, one turn for each input, and the end when its fuel is spent.
// What comes out of a turn is text made by untrusted code; it is passed on unread.
import type { Program as Source } from "#protocol/program.ts";
import { answerer } from "./answers.ts";
import { openFiles } from "./files.ts";
import { withImportMeta } from "./import-meta.ts";
import { linkerOf } from "./linker.ts";
import { notFoundIn } from "./not-found.ts";
import { type Killed, postMortem } from "./post-mortem.ts";
import { Thrown } from "./heap.ts";
import type { Strip } from "./stripper.ts";
import type { Exports } from "./templates.ts";
import { tellerOf } from "./told.ts";
import type { Vm } from "./vm.ts";

/**
 * Units of fuel: about 30 ms of work for a turn. To load is a turn like any other: what tutorials write takes a tenth of
 * that, and nobody can be let in on a thread while one is under way. What a turn is given to read comes on top, for each
 * character: to take in a large message and to send it on, or a long program, is not the program's work.
 */
export const FUEL = { turn: 16_000_000, perCharacter: 16 } as const;
/** Bytes of operations that one turn may say. */
export const MAX_OUTPUT = 4 * 1024 * 1024;

export type Turn = {
  readonly turn: number;
  readonly ms: number;
  readonly fuel: number;
  /** JSON text of the operations, or "" for none. */
  readonly operations: string;
  /** Milliseconds since the epoch, when a timer waits. */
  readonly alarm: number | undefined;
  readonly state: "running" | "exited" | "finished";
  readonly killed?: Killed;
};

export type Program = {
  load(): Turn;
  input(json: string): Turn;
  /** Fires the one timer that is due first. */
  timer(): Turn;
};

export type Surroundings = {
  /** Those of the template it is restored from, and those of all templates. */
  readonly exportNames: Exports;
  readonly everywhere: Exports;
  readonly strip: Strip;
};

/** Puts a program into a restored machine. */
export function putProgram(vm: Vm, source: Source, around: Surroundings): Program {
  const { exportNames, everywhere, strip } = around;
  const pay = (units: number): void => {
    vm.fuel -= units;
  };
  const files = openFiles(source, (file, text) => strip(file, text, pay));
  const absent = notFoundIn(exportNames, everywhere);
  const linker = linkerOf(files, exportNames, absent);
  let turns = 0;
  vm.hostCalls = {
    call: answerer(vm, files, absent),
    moduleSource: (name) => linker.source(name),
    moduleName: (base, name) => linker.resolve(name, base),
    told: tellerOf(files, pay),
  };

  const take = (characters: number, work: () => void): Turn => {
    const budget = FUEL.turn + FUEL.perCharacter * characters;
    const turn = turns++;
    const began = performance.now();
    vm.fuel = budget;
    try {
      work();
      const flushed = settleJobs(vm);
      return { turn, ms: performance.now() - began, fuel: budget - vm.fuel, ...outcome(flushed) };
    } catch (error) {
      const spent = budget - vm.fuel;
      const { killed, lastWords } = postMortem(
        vm,
        error,
        (file) => files.kind(file) === "commonjs",
      );
      return {
        turn,
        ms: performance.now() - began,
        fuel: spent,
        operations: joined(lastWords),
        state: "exited",
        alarm: undefined,
        killed: { ...killed, ...(vm.chain === turn ? {} : { cause: vm.chain }) },
      };
    }
  };

  return {
    load: () =>
      take(charactersOf(source), () => {
        vm.heap.release(vm.call("startClock", [vm.heap.newString(source.entry)]));
        try {
          linker.assertImports(source.entry);
          if (files.kind(source.entry) === "module")
            vm.evalModule(withImportMeta(files.text(source.entry), source.entry), source.entry);
          else vm.heap.release(vm.call("require", [vm.heap.newString(source.entry)]));
        } catch (error) {
          if (!(error instanceof Thrown)) throw error;
          vm.heap.release(
            vm.call("loadFailed", [vm.newError(linker.placed(error.error, source.entry))]),
          );
        }
      }),
    input: (json) => take(json.length, () => void vm.callText("input", json)),
    timer: () => take(0, () => void vm.callText("timer")),
  };
}

const charactersOf = ({ files }: Source): number =>
  Object.values(files).reduce((all, { length }) => all + length, 0);

/** Drains promise jobs and nextTicks until both are empty, then reports unhandled rejections, as Node's order is. */
function settleJobs(vm: Vm): Flushed {
  const said: string[] = [];
  let state = "";
  /** Whether more may be said in this turn. */
  const take = (text: string): boolean => {
    const flushed = readFlush(text);
    state = flushed.state;
    if (flushed.operations) said.push(flushed.operations);
    return said.reduce((size, { length }) => size + length, 0) <= MAX_OUTPUT;
  };
  for (let goesOn = true; goesOn; ) {
    vm.drainJobs();
    const mayGoOn = take(vm.callText("flush"));
    const hasRejections = !vm.hasJobs && vm.hasRejections;
    if (hasRejections) vm.reportRejections();
    goesOn = mayGoOn && (vm.hasJobs || hasRejections);
  }
  if (state.startsWith("f")) take(vm.callText("finish"));
  return { state, operations: joined(said) };
}

/** What the guest flushed: a line with its state and next timer, then its operations as JSON or nothing. */
type Flushed = { readonly state: string; readonly operations: string };

function readFlush(text: string): Flushed {
  const lineEnd = text.indexOf("\n");
  return { state: text.slice(0, lineEnd), operations: text.slice(lineEnd + 1) };
}

/** Several JSON arrays as one. */
function joined(lists: readonly string[]): string {
  if (lists.length < 2) return lists[0] ?? "";
  return `[${lists.map((list) => list.slice(1, -1)).join(",")}]`;
}

function outcome({ state, operations }: Flushed): Pick<Turn, "operations" | "alarm" | "state"> {
  const [word, due] = state.split(" ");
  return {
    operations,
    alarm: due === undefined || due === "-" ? undefined : Number(due),
    state: word === "x" ? "exited" : word === "f" ? "finished" : "running",
  };
}
