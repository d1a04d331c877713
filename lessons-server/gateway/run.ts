// One run of one program: its recorder, its network and its machine in the runner, from load to end.
// Turns what the program does into facts and deeds, in the order in which it did them.
import { randomUUID } from "node:crypto";
import type { ClientCounts, Report } from "#protocol/client.ts";
import type { ClientCode } from "#protocol/client-code.ts";
import type { Program } from "#protocol/program.ts";
import type { Operation } from "#protocol/runner.ts";
import type { TurnHead } from "#protocol/runner-lines.ts";
import type { Deed, FactOf, Trigger, TurnId } from "#trace/event.ts";
import { factOfReport } from "./client-facts.ts";
import { createClaims } from "./claims.ts";
import { type Doing, doingOf } from "./doing.ts";
import { AFTER, HELD_ITS_THREAD, NOT_OPERATIONS, OUR_FAULT } from "./ending-words.ts";
import { log } from "../log.ts";
import { faultOf, type Thrown } from "./fault.ts";
import type { ProgramHandle, ProgramListener } from "./lane.ts";
import { createQueue } from "../queue.ts";
import { createDisturbances, type Disturbances } from "./disturbances.ts";
import { createLimitNotes } from "./limit-notes.ts";
import { type LimitName, LIMITS, type Limits } from "./limits.ts";
import { createLogLines } from "./log-lines.ts";
import { createNetwork, type Network } from "./network.ts";
import { createHeardReports, type HeardReports } from "./heard-reports.ts";
import { createOutflow } from "./outflow.ts";
import { factOf } from "./program-facts.ts";
import { fileSizes, programRefusal } from "./program-limits.ts";
import { createRecorder, type Recorder } from "./recorder.ts";
import type { Runner } from "./runner-process.ts";
import { settle } from "./settle.ts";
import { readOperations, triggerOf } from "./turn-reading.ts";

/** How a run ended; `code` is what `node` would have exited with. */
export type Ending = Pick<FactOf<"run.ended">, "why" | "code">;
/** The clients of a scene that can report what they have received, by name. */
export type Reporting = ReadonlyMap<string, () => Promise<ClientCounts | null>>;

export type Run = {
  readonly id: string;
  readonly recorder: Recorder;
  readonly network: Pick<Network, "handleRequest" | "handleUpgrade" | "counts">;
  /** The first port the program listens on; undefined when the run ends before it listens. */
  readonly listening: Promise<number | undefined>;
  readonly ended: Promise<Ending>;
  /** Writes down what a client of the scene is told to do; gives the number by which its outcome is known. */
  readonly act: (client: string, deed: Deed) => number;
  readonly heard: HeardReports;
  /** What its clients suffer on purpose. */
  readonly disturbances: Omit<Disturbances, "ways" | "heard">;
  /** Writes down what a client of the scene reports. */
  readonly report: (client: string, report: Report) => void;
  /** The client's program that begins with one of the files; undefined when there is none, or the run is over. */
  readonly clientCode: (file: string) => Promise<ClientCode | undefined>;
  /** Waits until nothing is in flight, writes `settled`, and gives it back. Times in milliseconds. */
  readonly settle: (
    clients: Reporting,
    patience?: { readonly horizon?: number; readonly deadline?: number },
  ) => Promise<FactOf<"settled">>;
  readonly stop: () => void;
};

type Surroundings = {
  readonly runner: Runner;
  readonly program: Program;
  readonly limits?: Partial<Limits> | undefined;
  /** The sandbox's id in addresses: it is a capability and is kept out of every fact. */
  readonly sandbox?: string | undefined;
};

/** Starts a run. A program that fails to load is a run that ends; nothing is thrown for it. */
export async function startRun({ runner, program, limits, sandbox }: Surroundings): Promise<Run> {
  const id = randomUUID();
  const recorder = createRecorder();
  const { append } = recorder;
  const its = { append, limits: { ...LIMITS, ...limits }, clock };
  const note = createLimitNotes(its);
  const claims = createClaims(its.limits);
  const outflow = createOutflow({ ...its, note });
  const lines = createLogLines({ ...its, note });
  const listening = deferred<number | undefined>();
  const ended = deferred<Ending>();
  /** What each input that has not been answered was for, oldest first. */
  const triggers = createQueue<Trigger>();
  let isOver = false;
  let acts = 0;
  let inputsDone = 0;
  let handle: ProgramHandle | undefined;
  /** Each made once: the clients of a scene mostly run the same. */
  const codes = new Map<string, Promise<ClientCode | undefined>>();

  const files = fileSizes(program);
  const sizes = files.map(({ name, bytes }) => ({ name, size: bytes }));
  append({ kind: "run.started", run: id, entry: program.entry, files: sizes });
  const disturbances = createDisturbances(append);
  const network = createNetwork({
    recorder,
    ways: disturbances.ways,
    ...(limits && { limits }),
    ...(sandbox && { sandbox }),
    waiting: () => handle?.waiting() ?? 0,
    deliver: (input, trigger) => {
      triggers.push(trigger);
      handle?.input(input);
    },
  });

  function end(why: Ending["why"], code: number): void {
    if (isOver) return;
    isOver = true;
    handle?.drop();
    lines.close();
    append({ kind: "run.ended", why, code });
    network.close(AFTER[why]);
    recorder.flush();
    listening.resolve(undefined);
    ended.resolve({ why, code });
  }

  function onTurn(head: TurnHead, text: string): void {
    if (isOver) return;
    const operations = readOperations(text);
    const turn = head.turn as TurnId;
    if (head.began === "input") inputsDone++;
    const trigger = triggerOf(head, operations, triggers);
    append({ kind: "turn", turn, trigger, ms: head.ms, fuel: head.fuel });
    if (head.slowed) note(SLOWED_BY[head.slowed], { turn });
    let exit: number | undefined;
    for (const operation of operations ?? []) if (!isOver) exit ??= apply(turn, operation);
    if (isOver) return;
    if (!operations) kill({ turn }, { during: "runner", error: NOT_OPERATIONS });
    else if (head.killed) kill(doingOf(turn, head.killed), head.killed);
    else if (exit !== undefined) end(exit === 0 ? "finished" : "crashed", exit);
    else if (head.state === "finished" && triggers.size() === 0) end("finished", 0);
    else restAfter(turn, operations, text.length);
  }

  function restAfter(turn: TurnId, operations: readonly Operation[], size: number): void {
    const ms = outflow(turn, { operations, size });
    if (ms > 0) handle?.rest(Math.ceil(ms));
  }

  /** Gives the exit code when this operation ends the program. */
  function apply(turn: TurnId, operation: Operation): number | undefined {
    if (!claims(operation)) {
      const doing = doingOf(turn, operation);
      const error = { name: "Stopped", message: note("memberships", doing), stack: "" };
      kill(doing, { during: "runner", error });
      return undefined;
    }
    const fact = factOf(turn, operation, program.files);
    if (fact && (fact.kind !== "log" || lines.admit(doingOf(turn, operation)))) append(fact);
    network.apply(turn, [operation]);
    if (operation.op === "listen") listening.resolve(operation.port);
    if (operation.op === "exit") return operation.code;
    return operation.op === "fault" ? 1 : undefined;
  }

  function kill(
    doing: Doing | undefined,
    { during, error }: { readonly during: FactOf<"fault">["during"]; readonly error: Thrown },
  ): void {
    append(faultOf({ doing, during, error, files: program.files }));
    end("killed", 1);
  }

  const listener: ProgramListener = {
    turn: (head, text) => {
      try {
        onTurn(head, text);
      } catch (error) {
        log.error({ run: id, err: error }, "A turn could not be carried out");
        if (!isOver) kill({ turn: head.turn as TurnId }, { during: "runner", error: OUR_FAULT });
      }
    },
    lost: (isCulprit) => {
      if (isCulprit) kill(undefined, { during: "runner", error: HELD_ITS_THREAD });
      else end("lost", 1);
    },
  };
  const tooLarge = programRefusal(files, its.limits);
  if (tooLarge) {
    append({ kind: "limit", what: tooLarge.limit, text: tooLarge.text });
    end("killed", 1);
  } else handle = await runner.load(program, listener);

  return {
    id,
    recorder,
    network,
    listening: listening.promise,
    ended: ended.promise,
    act: (client, deed) => {
      append({ kind: "act", act: ++acts, client, deed });
      return acts;
    },
    heard: createHeardReports(),
    disturbances,
    report: (client, report) => {
      // Also after the end: what a crash means to the clients is the other half of it.
      const fact = factOfReport(client, report, program.files);
      if (fact) append(fact);
      disturbances.heard(client, report);
    },
    clientCode: async (file) => {
      if (isOver || !handle || !Object.hasOwn(program.files, file)) return undefined;
      const code = codes.get(file) ?? handle.code(file);
      codes.set(file, code);
      return code;
    },
    settle: async (clients, patience = {}) => {
      const fact = await settle({
        ...patience,
        clients,
        sessions: network.counts,
        inputsSent: () => handle?.inputs ?? 0,
        program: async () => {
          const answer = isOver ? undefined : await handle?.probe();
          return answer
            ? { alive: true, inputsDone, nextTimer: answer.nextTimer }
            : { alive: false, inputsDone, nextTimer: null };
        },
      });
      append(fact);
      return fact;
    },
    stop: () => end("stopped", 0),
  };
}

const clock = (): number => performance.now();
const SLOWED_BY: Record<NonNullable<TurnHead["slowed"]>, LimitName> = {
  cpu: "fuelPerSecond",
  timers: "timersPerSecond",
};

/** A promise and its resolution; Promise.withResolvers is not in Node 20. */
function deferred<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((settled) => {
    resolve = settled;
  });
  return { promise, resolve };
}
