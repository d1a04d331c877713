// A thread of the runner: many programs, each in its machine, each input one turn, over one socket to the gateway.
import { connect } from "node:net";
import { readFileSync } from "node:fs";
import { workerData } from "node:worker_threads";
import { Program as Source } from "#protocol/program.ts";
import { MAX_LINE, lineSplitter } from "#protocol/runner-lines.ts";
import { beginWork, endWork } from "./heartbeat.ts";
import { keepPool } from "./pool.ts";
import { MAX_OUTPUT, type Program, type Turn, putProgram } from "./program.ts";
import { readSnapshot } from "./snapshot.ts";
import { stripperOf } from "./stripper.ts";

type Settings = {
  thread: number;
  socket: string;
  secret: string;
  snapshot: string;
  pool: number;
  wasm: WebAssembly.Module;
  stripper: WebAssembly.Module;
  heartbeat: SharedArrayBuffer;
};
/** setTimeout takes no more, in milliseconds. */
const LONGEST_WAIT = 2 ** 31 - 1;

type Running = {
  program: Program | undefined;
  inputs: number;
  cancelAlarm: () => void;
  due: number | undefined;
};

const settings = workerData as Settings;
const snapshot = readSnapshot(readFileSync(settings.snapshot));
const surroundings = {
  exportNames: snapshot.exportNames,
  strip: stripperOf(settings.stripper),
};
const pool = keepPool(settings.wasm, snapshot, settings.pool);
const running = new Map<number, Running>();
/** Lines for programs that are still being loaded, in order. */
const loading = new Map<number, string[]>();
const gateway = connect(settings.socket);
let out = "";

gateway.setEncoding("utf8");
gateway.on("data", lineSplitter(receive));
gateway.on("error", () => process.exit(0));
gateway.on("close", () => process.exit(0));
await warmUp();
send(`hello ${JSON.stringify({ thread: settings.thread, secret: settings.secret })}`);

/** The first program of a thread would pay for what V8 has not seen yet: that one is ours. */
async function warmUp(): Promise<void> {
  const files = {
    "server.js": `import { Server } from "socket.io"; new Server(3000); setTimeout(() => {}, 0);`,
  };
  const program = putProgram(await pool.take(), { entry: "server.js", files }, surroundings);
  program.load();
  program.timer();
}

function receive(line: string): void {
  const afterWord = line.indexOf(" ");
  const afterId = line.indexOf(" ", afterWord + 1);
  const word = line.slice(0, afterWord);
  const vm = Number(line.slice(afterWord + 1, afterId));
  const waiting = loading.get(vm);
  if (waiting && word !== "drop") waiting.push(line);
  else handle(word, vm, line.slice(afterId + 1));
}

function handle(word: string, vm: number, text: string): void {
  switch (word) {
    case "load":
      void load(vm, text);
      return;
    case "input":
      return input(vm, text);
    case "probe":
      return probe(vm, Number(text));
    case "drop":
      return drop(vm);
    default:
      throw new Error(`the gateway said "${word}"`);
  }
}

async function load(vm: number, text: string): Promise<void> {
  const waiting: string[] = [];
  loading.set(vm, waiting);
  const source = Source.parse(JSON.parse(text));
  const program = putProgram(await pool.take(), source, surroundings);
  if (loading.get(vm) !== waiting) return;
  loading.delete(vm);
  const its: Running = { program, inputs: 0, cancelAlarm: () => {}, due: undefined };
  running.set(vm, its);
  report(vm, its, { began: "load", ...work(() => program.load()) });
  for (const line of waiting) receive(line);
}

function input(vm: number, json: string): void {
  const its = running.get(vm);
  if (!its) return;
  its.inputs++;
  const { program } = its;
  if (program) report(vm, its, { began: "input", ...work(() => program.input(json)) });
}

/** One timer a time: what else waits on this thread goes before the next. */
function fireTimer(vm: number, its: Running): void {
  const { program } = its;
  if (program && its.due !== undefined && its.due <= Date.now()) {
    report(vm, its, { began: "timer", ...work(() => program.timer()) });
  }
  setAlarm(vm, its);
}

function setAlarm(vm: number, its: Running): void {
  its.cancelAlarm();
  if (!its.program || its.due === undefined) return;
  const wait = Math.min(its.due - Date.now(), LONGEST_WAIT);
  if (wait <= 0) {
    const soon = setImmediate(fireTimer, vm, its);
    its.cancelAlarm = () => clearImmediate(soon);
  } else {
    const alarm = setTimeout(fireTimer, wait, vm, its);
    its.cancelAlarm = () => clearTimeout(alarm);
  }
}

function work(turn: () => Turn): Turn {
  beginWork(settings.heartbeat, settings.thread);
  try {
    return turn();
  } finally {
    endWork(settings.heartbeat, settings.thread);
  }
}

type Began = { readonly began: "load" | "input" | "timer" };

function report(vm: number, its: Running, turn: Turn & Began): void {
  const { operations, alarm, ...head } = within(turn);
  send(`turn ${vm} ${JSON.stringify(head)}\t${operations}`);
  if (head.state === "exited") {
    its.cancelAlarm();
    its.program = undefined;
    return;
  }
  const changed = its.due !== alarm;
  its.due = alarm;
  if (changed && turn.began !== "timer") setAlarm(vm, its);
}

/** A turn that says more than may cross the wall, or breaks the line, ends its program. */
function within<T extends Turn>(turn: T): T {
  const tooMuch = turn.operations.length > MAX_OUTPUT;
  if (!tooMuch && !turn.operations.includes("\n")) return turn;
  const message = `One turn sent ${Math.ceil(turn.operations.length / 1_048_576)} MB; a sandbox may send ${MAX_OUTPUT / 1_048_576} MB.`;
  const error = {
    name: "Stopped",
    message: tooMuch ? message : "The program broke out of its protocol.",
    stack: "",
  };
  return {
    ...turn,
    operations: "",
    state: "exited",
    alarm: undefined,
    killed: { during: "memory", error },
  };
}

function probe(vm: number, number: number): void {
  const its = running.get(vm);
  const nextTimer =
    its?.program && its.due !== undefined ? Math.max(0, its.due - Date.now()) : null;
  send(`probe ${vm} ${JSON.stringify({ probe: number, inputs: its?.inputs ?? 0, nextTimer })}`);
}

function drop(vm: number): void {
  running.get(vm)?.cancelAlarm();
  loading.delete(vm);
  running.delete(vm);
}

/** Lines of one tick leave together. */
function send(line: string): void {
  if (line.length > MAX_LINE) throw new Error("a line longer than the gateway reads");
  if (!out) setImmediate(flush);
  out += `${line}\n`;
}

function flush(): void {
  gateway.write(out);
  out = "";
}
