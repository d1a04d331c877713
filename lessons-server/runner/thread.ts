// A thread of the runner: many programs, each in its machine, each input one turn, over one socket to the gateway.
import { connect } from "node:net";
import { readFileSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { Program as Source } from "#protocol/program.ts";
import { MAX_LINE, type RunnerLimits, lineSplitter } from "#protocol/runner-lines.ts";
import { beginWork, endWork } from "./heartbeat.ts";
import { keepPool } from "./pool.ts";
import { FUEL, putProgram } from "./program.ts";
import { readSnapshot } from "./snapshot.ts";
import { stripperOf } from "./stripper.ts";
import { createTenant, type Tenant } from "./tenant.ts";
import { createTurns } from "./turns.ts";

type Settings = {
  /** Its place in the heartbeat, and the number that no other thread of this process has or had. */
  thread: number;
  life: number;
  socket: string;
  secret: string;
  snapshot: string;
  pool: number;
  limits: RunnerLimits;
  wasm: WebAssembly.Module;
  stripper: WebAssembly.Module;
  heartbeat: SharedArrayBuffer;
};

const settings = workerData as Settings;
const snapshot = readSnapshot(readFileSync(settings.snapshot));
const surroundings = {
  exportNames: snapshot.exportNames,
  strip: stripperOf(settings.stripper),
};
const pool = keepPool(settings.wasm, snapshot, settings.pool);
const tenants = new Map<number, Tenant>();
const turns = createTurns(FUEL.load, flush);
const gateway = connect(settings.socket);
let out = "";

gateway.setEncoding("utf8");
gateway.on("data", lineSplitter(receive));
gateway.on("error", () => process.exit(0));
gateway.on("close", () => process.exit(0));
await warmUp();
send(`hello ${JSON.stringify({ life: settings.life, secret: settings.secret })}`);
flush();
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
parentPort?.postMessage("up");

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
  const vm = Number(line.slice(afterWord + 1, afterId));
  const text = line.slice(afterId + 1);
  switch (line.slice(0, afterWord)) {
    case "load":
      tenants.set(vm, letIn(vm, text));
      return;
    case "input":
      return tenants.get(vm)?.give(text);
    case "rest":
      return tenants.get(vm)?.rest(Number(text));
    case "probe":
      return probe(vm, Number(text));
    case "drop":
      tenants.get(vm)?.leave();
      tenants.delete(vm);
      return;
    default:
      throw new Error(`the gateway said "${line.slice(0, 50)}"`);
  }
}

function letIn(vm: number, text: string): Tenant {
  return createTenant({
    start: async () => putProgram(await pool.take(), Source.parse(JSON.parse(text)), surroundings),
    turns,
    limits: settings.limits,
    watched: (turn) => {
      beginWork(settings.heartbeat, settings.thread, vm);
      try {
        return turn();
      } finally {
        endWork(settings.heartbeat, settings.thread);
      }
    },
    report: (report) => {
      const { operations, alarm: _alarm, ...head } = report;
      send(`turn ${vm} ${JSON.stringify(head)}\t${operations}`);
    },
  });
}

function probe(vm: number, number: number): void {
  const progress = tenants.get(vm)?.progress() ?? { inputs: 0, nextTimer: null };
  send(`probe ${vm} ${JSON.stringify({ probe: number, ...progress })}`);
}

/** Lines of one slice of turns leave together, and so do those of one tick. */
function send(line: string): void {
  if (line.length > MAX_LINE) throw new Error("a line longer than the gateway reads");
  if (!out) setImmediate(flush);
  out += `${line}\n`;
}

function flush(): void {
  if (out) gateway.write(out);
  out = "";
}
