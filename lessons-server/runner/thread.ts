// A thread of the runner: many programs, each in its machine, each input one turn, over one socket to the gateway.
import { connect } from "node:net";
import { readFileSync } from "node:fs";
import path from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { Program as Source } from "#protocol/program.ts";
import {
  type CodeAnswer,
  type CodeAsked,
  MAX_LINE,
  type RunnerLimits,
  lineSplitter,
} from "#protocol/runner-lines.ts";
import { beginWork, endWork } from "./heartbeat.ts";
import { clientCode } from "./client-code.ts";
import { logFault } from "./own-fault.ts";
import { keepPool } from "./pool.ts";
import { FUEL, type Program, putProgram } from "./program.ts";
import { readSnapshot } from "./snapshot.ts";
import { stripperOf } from "./stripper.ts";
import { fileOf, type Template, TEMPLATES, templateFor } from "./templates.ts";
import { createTenant, type Tenant } from "./tenant.ts";
import { createTurns } from "./turns.ts";

type Settings = {
  /** Its place in the heartbeat, and the number that no other thread of this process has or had. */
  thread: number;
  life: number;
  socket: string;
  secret: string;
  /** The folder of the snapshots. */
  snapshots: string;
  pool: number;
  limits: RunnerLimits;
  wasm: WebAssembly.Module;
  stripper: WebAssembly.Module;
  heartbeat: SharedArrayBuffer;
};

/** Characters that the gateway has not taken yet, beyond which no program has another turn until it has. */
const MOST_UNREAD = 8 * 1024 * 1024;

const settings = workerData as Settings;
const strip = stripperOf(settings.stripper);
const larders = Object.fromEntries(
  TEMPLATES.map((template) => [template, larderOf(template)]),
) as Record<Template, ReturnType<typeof larderOf>>;
const exportsOf = { plain: larders.plain.exportNames, express: larders.express.exportNames };
const tenants = new Map<number, Tenant>();
const sources = new Map<number, Source>();
const gateway = connect(settings.socket);
const turns = createTurns(FUEL.turn, flush, () => gateway.writableLength > MOST_UNREAD);
let out = "";

gateway.setEncoding("utf8");
gateway.on("data", lineSplitter(receive));
gateway.on("drain", turns.goOn);
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
  for (const template of TEMPLATES) {
    const program = await put({ entry: "server.js", files }, template);
    program.load();
    program.timer();
  }
}

/** What there is of one template: restored machines, and the names its packages export. */
function larderOf(template: Template) {
  const snapshot = readSnapshot(readFileSync(path.join(settings.snapshots, fileOf(template))));
  const { exportNames } = snapshot;
  return { exportNames, pool: keepPool(settings.wasm, snapshot, settings.pool) };
}

async function put(source: Source, template: Template): Promise<Program> {
  const vm = await larders[template].pool.take();
  return putProgram(vm, source, {
    exportNames: exportsOf[template],
    everywhere: exportsOf.express,
    strip,
  });
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
    case "code":
      return code(vm, JSON.parse(text) as CodeAsked);
    case "drop":
      tenants.get(vm)?.leave();
      tenants.delete(vm);
      sources.delete(vm);
      return;
    default:
      throw new Error(`the gateway said "${line.slice(0, 50)}"`);
  }
}

function letIn(vm: number, text: string): Tenant {
  return createTenant({
    start: async () => {
      const source = Source.parse(JSON.parse(text));
      sources.set(vm, source);
      return put(source, templateFor(source.files, exportsOf));
    },
    turns,
    limits: settings.limits,
    watched: (work) => {
      beginWork(settings.heartbeat, settings.thread, vm);
      try {
        return work();
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

function code(vm: number, { asked, file }: CodeAsked): void {
  const answer = (made: CodeAnswer["code"]): void =>
    send(`code ${vm} ${JSON.stringify({ asked, code: made } satisfies CodeAnswer)}`);
  tenants.get(vm)?.work(() => {
    const source = sources.get(vm);
    try {
      const made = source && clientCode(source, file, strip);
      answer(made?.code ?? null);
      return made?.fuel ?? 0;
    } catch (error) {
      logFault(error);
      answer(null);
      return 0;
    }
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
