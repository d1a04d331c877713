// A program in its machine: loading its files, one turn for each input, and the end when its fuel is spent.
// What comes out of a turn is text made by untrusted code; it is passed on unread.
import { randomBytes } from "node:crypto";
import { COMMONJS_HEADER } from "#protocol/commonjs.ts";
import type { Program as Source } from "#protocol/runner.ts";
import { type Files, openFiles } from "./files.ts";
import { linkerOf } from "./linker.ts";
import { type Killed, postMortem } from "./post-mortem.ts";
import { Thrown } from "./heap.ts";
import type { Answer, Vm } from "./vm.ts";

/** Units of fuel: about 30 ms of work for a turn, four times that for loading (GUEST part two). */
export const FUEL = { turn: 16_000_000, load: 64_000_000 } as const;
/** Bytes of operations that one turn may say. */
export const MAX_OUTPUT = 4 * 1024 * 1024;
const MAX_RANDOM_BYTES = 65_536;

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

/** Puts a program into a restored machine. `exportNames` are those of the snapshot. */
export function putProgram(
  vm: Vm,
  source: Source,
  exportNames: Readonly<Record<string, readonly string[]>>,
): Program {
  const files = openFiles(source);
  const linker = linkerOf(files, exportNames);
  let turns = 0;
  vm.hostCalls = {
    call: (...asked) => answer(vm, files, asked),
    moduleSource: (name) => linker.source(name),
    moduleName: (base, name) => linker.resolve(name, base),
  };

  const take = (budget: number, work: () => void): Turn => {
    const turn = turns++;
    const began = performance.now();
    vm.fuel = budget;
    try {
      work();
      const flushed = settleJobs(vm);
      return { turn, ms: performance.now() - began, fuel: budget - vm.fuel, ...readFlush(flushed) };
    } catch (error) {
      const spent = budget - vm.fuel;
      const { killed, flushed } = postMortem(vm, error, (file) => files.kind(file) === "commonjs");
      return {
        turn,
        ms: performance.now() - began,
        fuel: spent,
        ...readFlush(flushed),
        state: "exited",
        alarm: undefined,
        killed,
      };
    }
  };

  return {
    load: () =>
      take(FUEL.load, () => {
        vm.heap.release(vm.call("startClock"));
        try {
          linker.assertImports(source.entry);
          if (files.kind(source.entry) === "module")
            vm.evalModule(files.text(source.entry), source.entry);
          else vm.heap.release(vm.call("require", [vm.heap.newString(source.entry)]));
        } catch (error) {
          if (!(error instanceof Thrown)) throw error;
          vm.heap.release(
            vm.call("loadFailed", [vm.newError(linker.placed(error.error, source.entry))]),
          );
        }
      }),
    input: (json) => take(FUEL.turn, () => void vm.callText("input", json)),
    timer: () => take(FUEL.turn, () => void vm.callText("timer")),
  };
}

/** Drains promise jobs and nextTicks until both are empty, then reports unhandled rejections, as Node's order is. */
function settleJobs(vm: Vm): string {
  let flushed = "";
  for (;;) {
    vm.drainJobs();
    const parts = vm.callText("flush");
    flushed = flushed ? mergeFlush(flushed, parts) : parts;
    if (vm.hasJobs) continue;
    if (!vm.hasRejections) break;
    vm.reportRejections();
  }
  return flushed.startsWith("f") ? mergeFlush(flushed, vm.callText("finish")) : flushed;
}

function mergeFlush(before: string, after: string): string {
  const [, old] = splitFlush(before);
  const [head, fresh] = splitFlush(after);
  if (!old || !fresh) return `${head}\n${old || fresh}`;
  return `${head}\n${old.slice(0, -1)},${fresh.slice(1)}`;
}

const splitFlush = (text: string): [head: string, operations: string] => {
  const lineEnd = text.indexOf("\n");
  return [text.slice(0, lineEnd), text.slice(lineEnd + 1)];
};

function readFlush(text: string): Pick<Turn, "operations" | "alarm" | "state"> {
  const [head, operations] = splitFlush(text);
  const [state, due] = head.split(" ");
  return {
    operations,
    alarm: due === undefined || due === "-" ? undefined : Number(due),
    state: state === "x" ? "exited" : state === "f" ? "finished" : "running",
  };
}

function answer(vm: Vm, files: Files, [name, argument]: readonly [string, string]): Answer {
  switch (name) {
    case "random":
      return randomBytes(
        Math.min(Math.max(Math.trunc(Number(argument)) || 0, 0), MAX_RANDOM_BYTES),
      ).toString("base64");
    case "id":
      return randomBytes(15).toString("base64url");
    case "resolve": {
      const [from = "", wanted = ""] = argument.split("\u0001");
      return files.resolve(wanted, from) ?? "";
    }
    case "full":
      return vm.heap.isFull ? "full" : undefined;
    case "read":
      return files.text(argument);
    case "compile": {
      return { value: vm.evalScript(`${COMMONJS_HEADER}${files.text(argument)}\n})`, argument) };
    }
    default:
      return undefined;
  }
}
