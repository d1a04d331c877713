// One life of the program of a run: its network and its machine in the runner, from load to end. A restart is another
// life in the same run, whose numbers go on where those of the one before ended.
import type { ClientCode } from "#protocol/client-code.ts";
import type { Program } from "#protocol/program.ts";
import type { Operation } from "#protocol/runner.ts";
import type { TurnHead } from "#protocol/runner-lines.ts";
import type { Trigger } from "#trace/event.ts";
import { createClaims } from "./claims.ts";
import { createQueue } from "../queue.ts";
import type { ProgramHandle, ProgramListener } from "./lane.ts";
import { LIMITS } from "./limits.ts";
import { createNetwork, type Network, type NetworkOptions } from "./network.ts";
import type { ProgramCount } from "./quiet.ts";
import type { Runner } from "./runner-process.ts";
import { headInRun, readOperations, triggerOf } from "./turn-reading.ts";

export type Life = {
  readonly network: Network;
  /** Whether it may do this, as far as it has no more than it can have. */
  readonly claims: ReturnType<typeof createClaims>;
  /** Resolves when its machine has it; its first turn may come before. */
  readonly load: (runner: Pick<Runner, "load">, program: Program) => Promise<void>;
  /** What a turn of it did; undefined when it says something else. */
  readonly read: (text: string) => readonly Operation[] | undefined;
  /** What set a turn off that is over. Call once for each, in order. */
  readonly triggerOf: (head: TurnHead, operations: readonly Operation[] | undefined) => Trigger;
  /** Whether it has been told of nothing that it has not done. */
  readonly isDone: () => boolean;
  readonly rest: (ms: number) => void;
  /** The client's program that begins with this file; undefined when the program is gone. */
  readonly code: (file: string) => Promise<ClientCode | undefined>;
  /** For the settle barrier. */
  readonly inputsSent: () => number;
  readonly count: () => Promise<ProgramCount>;
  /** Turns of the run so far. */
  readonly turns: () => number;
  /** Ends the program; whoever connects is told this sentence, until another life begins. */
  readonly end: (sentence: string, how?: "restart" | "lost") => void;
};

/** @param since how many turns the run had before */
export function createLife(
  options: Omit<NetworkOptions, "deliver" | "waiting">,
  {
    since,
    on,
    onEnd,
  }: {
    readonly since: number;
    readonly on: ProgramListener;
    /** Called last. */
    readonly onEnd?: (() => void) | undefined;
  },
): Life {
  /** What each input that has not been answered was for, oldest first. */
  const triggers = createQueue<Trigger>();
  let handle: ProgramHandle | undefined;
  let inputsDone = 0;
  let turns = since;
  let isOver = false;
  /** Each made once: the clients of a scene mostly run the same. */
  const codes = new Map<string, Promise<ClientCode | undefined>>();
  const network = createNetwork({
    ...options,
    waiting: () => handle?.waiting() ?? 0,
    deliver: (input, trigger) => {
      triggers.push(trigger);
      handle?.input(input);
    },
  });

  return {
    network,
    claims: createClaims({ ...LIMITS, ...options.limits }),
    async load(runner, program) {
      handle = await runner.load(program, {
        turn: (head, text) => {
          turns = Math.max(turns, since + head.turn + 1);
          if (!isOver) on.turn(headInRun(head, since), text);
        },
        lost: (isCulprit) => {
          if (!isOver) on.lost(isCulprit);
        },
      });
      if (isOver) handle.drop();
    },
    read: (text) => readOperations(text, since),
    triggerOf(head, operations) {
      if (head.began === "input") inputsDone++;
      return triggerOf(head, operations, triggers);
    },
    isDone: () => triggers.size() === 0,
    rest: (ms) => handle?.rest(ms),
    async code(file) {
      const code = codes.get(file) ?? handle?.code(file);
      // Before it is loaded it has none yet.
      if (code) codes.set(file, code);
      return code;
    },
    inputsSent: () => handle?.inputs ?? 0,
    async count() {
      const answer = isOver ? undefined : await handle?.probe();
      return { alive: answer !== undefined, inputsDone, nextTimer: answer?.nextTimer ?? null };
    },
    turns: () => turns,
    end(sentence, how) {
      isOver = true;
      handle?.drop();
      network.close(sentence, how);
      onEnd?.();
    },
  };
}
