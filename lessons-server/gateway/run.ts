// One run of one program: its recorder, its network and its machine in the runner, from load to end.
// Turns what the program does into facts and deeds, in the order in which it did them.
import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { ClientCounts, Report } from "#protocol/client.ts";
import type { ClientCode } from "#protocol/client-code.ts";
import type { Program } from "#protocol/program.ts";
import type { Operation } from "#protocol/runner.ts";
import type { TurnHead } from "#protocol/runner-lines.ts";
import type { Deed, FactOf, TurnId } from "#trace/event.ts";
import { factOfReport } from "./client-facts.ts";
import { type Doing, doingOf } from "./doing.ts";
import {
  AFTER,
  HELD_ITS_THREAD,
  NOT_OPERATIONS,
  OUR_FAULT,
  TOO_MANY_SOCKETS,
} from "./ending-words.ts";
import { log } from "../observing/log.ts";
import { faultOf, type Thrown } from "./fault.ts";
import { createDisturbances, type Disturbances } from "./disturbances.ts";
import { deferred } from "./deferred.ts";
import { createLimitNotes } from "./limit-notes.ts";
import { LIMITS, type Limits } from "./limits.ts";
import { createLogLines } from "./log-lines.ts";
import { createLife, type Life } from "./life.ts";
import type { Network } from "./network.ts";
import { noNumbers } from "./network-arrivals.ts";
import { createHeardReports, type HeardReports } from "./heard-reports.ts";
import { createOutflow } from "./outflow.ts";
import { factOf } from "./program-facts.ts";
import { fileSizes, programRefusal } from "./program-limits.ts";
import { createRecorder, type Recorder } from "./recorder.ts";
import type { Runner } from "./runner-process.ts";
import { createServerDisturbances, type ServerDisturbances } from "./server-disturbances.ts";
import { settle } from "./settle.ts";
import { SLOWED_BY } from "./turn-reading.ts";

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
  /** What its clients and its server suffer on purpose. */
  readonly disturbances: Omit<Disturbances, "ways" | "heard">;
  readonly serverDisturbances: Pick<ServerDisturbances, "begin">;
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
  readonly runner: Pick<Runner, "load">;
  readonly program: Program;
  readonly limits?: Partial<Limits> | undefined;
  /** The sandbox's id in addresses: it is a capability and is kept out of every fact. */
  readonly sandbox?: string | undefined;
  /** Called when the program is gone: at the run's end, and when it is restarted. */
  readonly onDown?: (() => void) | undefined;
};

/** Starts a run. A program that fails to load is a run that ends; nothing is thrown for it. */
export async function startRun(around: Surroundings): Promise<Run> {
  const { runner, program, limits, sandbox, onDown } = around;
  const id = randomUUID();
  const recorder = createRecorder();
  const { append } = recorder;
  const its = { append, limits: { ...LIMITS, ...limits }, clock };
  const note = createLimitNotes(its);
  const outflow = createOutflow({ ...its, note });
  const lines = createLogLines({ ...its, note });
  const listening = deferred<number | undefined>();
  const ended = deferred<Ending>();
  const numbers = noNumbers();
  let isOver = false;
  let acts = 0;

  const files = fileSizes(program);
  const sizes = files.map(({ name, bytes }) => ({ name, size: bytes }));
  append({ kind: "run.started", run: id, entry: program.entry, files: sizes });
  const disturbances = createDisturbances(append);
  const serverDisturbances = createServerDisturbances({
    append,
    isOver: () => isOver,
    hold: disturbances.ways.hold,
    rest: (ms) => life.rest(ms),
    kill: (sentence) => end("killed", 137, sentence),
    restart: (down, sentence) => void restart(down, sentence),
  });
  let life = newLife(0);

  function newLife(since: number): Life {
    const its = { recorder, ways: disturbances.ways, numbers, limits, sandbox };
    return createLife(its, {
      since,
      onEnd: onDown,
      on: {
        turn: (head, text) => {
          try {
            onTurn(head, text);
          } catch (error) {
            log.error({ run: id, err: error }, "A turn could not be carried out");
            if (!isOver)
              kill({ turn: head.turn as TurnId }, { during: "runner", error: OUR_FAULT });
          }
        },
        lost: (isCulprit) => {
          if (isCulprit) kill(undefined, { during: "runner", error: HELD_ITS_THREAD });
          else end("lost", 1);
        },
      },
    });
  }

  async function restart(down: number, sentence: string): Promise<void> {
    life.end(sentence, "restart");
    await pause(down, undefined, { ref: false });
    if (isOver) return;
    life = newLife(life.turns());
    // Without a runner there is no program, as when it is lost.
    await life.load(runner, program).catch(() => end("lost", 1));
  }

  function end(why: Ending["why"], code: number, sentence = AFTER[why]): void {
    if (isOver) return;
    isOver = true;
    lines.close();
    append({ kind: "run.ended", why, code });
    life.end(sentence, why === "lost" ? "lost" : undefined);
    serverDisturbances.end();
    recorder.flush();
    listening.resolve(undefined);
    ended.resolve({ why, code });
  }

  function onTurn(head: TurnHead, text: string): void {
    if (isOver) return;
    const operations = life.read(text);
    const turn = head.turn as TurnId;
    const trigger = life.triggerOf(head, operations);
    append({ kind: "turn", turn, trigger, ms: head.ms, fuel: head.fuel });
    if (head.slowed) note(SLOWED_BY[head.slowed], { turn });
    let exit: number | undefined;
    for (const operation of operations ?? []) if (!isOver) exit ??= apply(turn, operation);
    if (isOver) return;
    if (!operations) kill({ turn }, { during: "runner", error: NOT_OPERATIONS });
    else if (head.killed) kill(doingOf(turn, head.killed), head.killed);
    else if (exit !== undefined) end(exit === 0 ? "finished" : "crashed", exit);
    else if (head.state === "finished" && life.isDone()) end("finished", 0);
    else restAfter(turn, operations, text.length);
    if (head.began === "load" && !isOver) serverDisturbances.loaded();
  }

  function restAfter(turn: TurnId, operations: readonly Operation[], size: number): void {
    const ms = outflow(turn, { operations, size });
    if (ms > 0) life.rest(Math.ceil(ms));
  }

  /** Gives the exit code when this operation ends the program. */
  function apply(turn: TurnId, operation: Operation): number | undefined {
    const tooMany = life.claims(operation);
    if (tooMany) {
      const doing = doingOf(turn, operation);
      const message = tooMany === "sockets" ? TOO_MANY_SOCKETS : note(tooMany, doing);
      kill(doing, { during: "runner", error: { name: "Stopped", message, stack: "" } });
      return undefined;
    }
    const fact = factOf(turn, operation, program.files);
    if (fact && (fact.kind !== "log" || lines.admit(doingOf(turn, operation)))) append(fact);
    life.network.apply(turn, [operation]);
    if (operation.op === "listen") listening.resolve(operation.port);
    if (operation.op === "exit") return operation.code;
    return operation.op === "fault" ? 1 : undefined;
  }

  function kill(doing: Doing | undefined, { during, error }: Killing): void {
    append(faultOf({ doing, during, error, files: program.files }));
    end("killed", 1);
  }

  const tooLarge = programRefusal(files, its.limits);
  if (tooLarge) {
    append({ kind: "limit", what: tooLarge.limit, text: tooLarge.text });
    end("killed", 1);
  } else await life.load(runner, program);

  return {
    id,
    recorder,
    network: {
      handleRequest: (...asked) => life.network.handleRequest(...asked),
      handleUpgrade: (...asked) => life.network.handleUpgrade(...asked),
      counts: () => life.network.counts(),
    },
    listening: listening.promise,
    ended: ended.promise,
    act: (client, deed) => {
      append({ kind: "act", act: ++acts, client, deed });
      return acts;
    },
    heard: createHeardReports({ ...its, note }),
    disturbances,
    serverDisturbances,
    report: (client, report) => {
      // Also after the end: what a crash means to the clients is the other half of it.
      const fact = factOfReport(client, report, program.files);
      if (fact) append(fact);
      disturbances.heard(client, report);
    },
    clientCode: async (file) => {
      if (isOver || !Object.hasOwn(program.files, file)) return undefined;
      return life.code(file);
    },
    settle: async (clients, patience = {}) => {
      const fact = await settle({
        ...patience,
        clients,
        sessions: () => life.network.counts(),
        held: () => life.network.held(),
        inputsSent: () => life.inputsSent(),
        program: () => life.count(),
      });
      append(fact);
      return fact;
    },
    stop: () => end("stopped", 0),
  };
}

type Killing = { readonly during: FactOf<"fault">["during"]; readonly error: Thrown };
const clock = (): number => performance.now();
