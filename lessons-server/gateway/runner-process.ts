// The runner as the gateway sees it: a child process that may die at any moment, and the programs in it.
// Each of its threads speaks over a socket of its own; programs on a lost connection are told so, others go on.
import { type ChildProcess, fork } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { type Socket, createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Input, Program } from "#protocol/runner.ts";
import { Hello, ProbeAnswer, TurnHead, lineSplitter } from "#protocol/runner-lines.ts";

export type RunnerOptions = {
  /** Where `quickjs.wasm` and `guest.snapshot` are. */
  readonly engine: string;
  /** The bundled process and thread. */
  readonly main: string;
  readonly thread: string;
  readonly threads?: number;
  /** Machines each thread keeps ready. */
  readonly pool?: number;
};

/** What the gateway hears of one program. `operations` is text made by untrusted code. */
export type ProgramListener = {
  turn(head: TurnHead, operations: string): void;
  /** The runner or its thread is gone, and the program with it. */
  lost(): void;
};

export type ProgramHandle = {
  /** Inputs given so far. */
  readonly inputs: number;
  input(input: Input): void;
  /** How far the program is; undefined when it is gone. */
  probe(): Promise<ProbeAnswer | undefined>;
  drop(): void;
};

export type Runner = {
  /** Starts a program on the thread with the fewest. */
  load(program: Program, listener: ProgramListener): Promise<ProgramHandle>;
  /** Called when the process has died and another takes its place. */
  onRestart(listener: () => void): void;
  readonly pid: number | undefined;
  close(): Promise<void>;
};

type Lane = { socket: Socket; programs: Map<number, Loaded>; next: number; out: string };
type Loaded = {
  listener: ProgramListener;
  probes: Map<number, (answer: ProbeAnswer | undefined) => void>;
};

/** A runner that dies this often within a minute is broken, and is not started again at once. */
const RESTART_DELAYS_MS = [0, 0, 250, 1_000, 5_000] as const;
const FORGET_DEATHS_AFTER_MS = 60_000;
/** TurboFan only: the first turn of a thread costs what the thousandth does (GUEST part two). */
const V8_FLAGS = ["--no-liftoff", "--no-wasm-lazy-compilation"];

/** Starts the runner and waits until its threads have come in. @throws when it cannot be started. */
export async function startRunner(options: RunnerOptions): Promise<Runner> {
  const threads = options.threads ?? 2;
  const folder = await mkdtemp(path.join(tmpdir(), "sockets-101-"));
  const address =
    process.platform === "win32"
      ? `\\\\.\\pipe\\${path.basename(folder)}`
      : path.join(folder, "runner.sock");
  const lanes = new Set<Lane>();
  const restarted = new Set<() => void>();
  const waiting: (() => void)[] = [];
  const deaths: number[] = [];
  let secret = "";
  let child: ChildProcess | undefined;
  let closing = false;

  const server = createServer((socket) =>
    admit(
      socket,
      () => secret,
      (lane) => {
        lanes.add(lane);
        if (lanes.size === threads) for (const ready of waiting.splice(0)) ready();
        lane.socket.on("close", () => {
          lanes.delete(lane);
          for (const { listener, probes } of lane.programs.values()) {
            for (const answer of probes.values()) answer(undefined);
            listener.lost();
          }
        });
      },
    ),
  );
  server.listen(address);
  await once(server, "listening");

  const start = (): void => {
    secret = randomBytes(16).toString("hex");
    const started = fork(options.main, [], {
      execArgv: [...V8_FLAGS, "--enable-source-maps"],
      env: {} as NodeJS.ProcessEnv,
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    child = started;
    started.send({
      socket: address,
      secret,
      threads,
      pool: options.pool ?? 2,
      wasm: path.join(options.engine, "quickjs.wasm"),
      snapshot: path.join(options.engine, "guest.snapshot"),
      thread: options.thread,
    });
    started.once("exit", () => {
      if (closing) return;
      const now = Date.now();
      deaths.push(now);
      const recent = deaths.filter((at) => now - at < FORGET_DEATHS_AFTER_MS).length;
      const delay = RESTART_DELAYS_MS[Math.min(recent, RESTART_DELAYS_MS.length) - 1] ?? 0;
      setTimeout(() => {
        if (closing) return;
        start();
        for (const listener of restarted) listener();
      }, delay);
    });
  };
  start();

  const ready = async (): Promise<Lane> => {
    if (lanes.size < threads) await new Promise<void>((resolve) => waiting.push(resolve));
    const [first, ...others] = lanes;
    if (!first) throw new Error("the runner has no thread");
    return others.reduce(
      (least, lane) => (lane.programs.size < least.programs.size ? lane : least),
      first,
    );
  };
  await ready();

  return {
    load: async (program, listener) => handleOf(await ready(), program, listener),
    onRestart: (listener) => void restarted.add(listener),
    get pid() {
      return child?.pid;
    },
    close: async () => {
      closing = true;
      const gone = child && child.exitCode === null ? once(child, "exit") : undefined;
      child?.kill("SIGKILL");
      await gone;
      server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Lets a thread in that knows the secret, and hands its lines to the programs they are about. */
function admit(socket: Socket, secret: () => string, admitted: (lane: Lane) => void): void {
  const lane: Lane = { socket, programs: new Map(), next: 1, out: "" };
  let known = false;
  socket.setEncoding("utf8");
  socket.on("error", () => socket.destroy());
  socket.on(
    "data",
    lineSplitter((line) => {
      if (known) return heard(lane, line);
      const hello = Hello.safeParse(jsonOf(line.replace(/^hello /, "")));
      if (!hello.success || hello.data.secret !== secret()) return void socket.destroy();
      known = true;
      admitted(lane);
    }),
  );
}

function heard(lane: Lane, line: string): void {
  const [word, id] = line.split(" ", 2);
  const its = lane.programs.get(Number(id));
  if (!its || !word || !id) return;
  const text = line.slice(word.length + id.length + 2);
  if (word === "turn") {
    const tab = text.indexOf("\t");
    const head = TurnHead.parse(JSON.parse(text.slice(0, tab)));
    its.listener.turn(head, text.slice(tab + 1));
  } else if (word === "probe") {
    const answer = ProbeAnswer.parse(JSON.parse(text));
    its.probes.get(answer.probe)?.(answer);
    its.probes.delete(answer.probe);
  }
}

function handleOf(lane: Lane, program: Program, listener: ProgramListener): ProgramHandle {
  const vm = lane.next++;
  const its: Loaded = { listener, probes: new Map() };
  lane.programs.set(vm, its);
  let inputs = 0;
  let probes = 0;
  say(lane, `load ${vm} ${JSON.stringify(program)}`);
  return {
    get inputs() {
      return inputs;
    },
    input: (input) => {
      inputs++;
      say(lane, `input ${vm} ${JSON.stringify(input)}`);
    },
    probe: () => {
      if (!lane.programs.has(vm) || lane.socket.destroyed) return Promise.resolve(undefined);
      const number = ++probes;
      return new Promise((resolve) => {
        its.probes.set(number, resolve);
        say(lane, `probe ${vm} ${number}`);
      });
    },
    drop: () => {
      if (!lane.programs.delete(vm)) return;
      for (const answer of its.probes.values()) answer(undefined);
      say(lane, `drop ${vm} `);
    },
  };
}

/** What is said in one tick leaves together. */
function say(lane: Lane, line: string): void {
  if (!lane.out) {
    setImmediate(() => {
      const { out } = lane;
      lane.out = "";
      if (!lane.socket.destroyed) lane.socket.write(out);
    });
  }
  lane.out += `${line}\n`;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
