// The connection to one thread of the runner, and the programs on it. Whoever does not keep to the lines is cut off:
// the runner runs strangers' code, so nothing it says is believed to be well-formed.
import type { Socket } from "node:net";
import type { ClientCode } from "#protocol/client-code.ts";
import type { Program } from "#protocol/program.ts";
import type { Input } from "#protocol/runner.ts";
import {
  CodeAnswer,
  type CodeAsked,
  Hello,
  lineSplitter,
  ProbeAnswer,
  type ToThread,
  TurnHead,
} from "#protocol/runner-lines.ts";
import { createInputWindow, type InputWindow } from "./input-window.ts";
import { log } from "../observing/log.ts";
import { createQuestions, type Questions } from "./questions.ts";

/** What the gateway hears of one program. `operations` is text made by untrusted code. */
export type ProgramListener = {
  turn(head: TurnHead, operations: string): void;
  /** The runner or its thread is gone, and the program with it; `isCulprit` when it was this one's turn. */
  lost(isCulprit: boolean): void;
};

export type ProgramHandle = {
  /** Inputs given so far. */
  readonly inputs: number;
  /** Characters of those it has not taken. */
  readonly waiting: () => number;
  input(input: Input): void;
  /** Lets the program have no turn for so many milliseconds. */
  rest(ms: number): void;
  /** How far the program is; undefined when it is gone. */
  probe(): Promise<ProbeAnswer | undefined>;
  /** The client's program that begins with this file; undefined when the program is gone. */
  code(file: string): Promise<ClientCode | undefined>;
  drop(): void;
};

export type Lane = {
  readonly programs: () => number;
  readonly load: (program: Program, listener: ProgramListener) => ProgramHandle;
};

type Loaded = {
  readonly window: InputWindow;
  readonly listener: ProgramListener;
  readonly probes: Questions<ProbeAnswer>;
  readonly codes: Questions<CodeAnswer>;
};

/**
 * Waits for the thread's greeting; `admitted` is called once it has given the secret, `gone` when it has left again:
 * it finds out whose turn it was in the life of that thread.
 */
export function openLane(
  socket: Socket,
  secret: string,
  on: {
    admitted(lane: Lane): void;
    gone(lane: Lane, life: number): Promise<number | undefined>;
  },
): void {
  const programs = new Map<number, Loaded>();
  let next = 1;
  let out = "";
  /** The thread's, once it is known. */
  let life: number | undefined;

  const lane: Lane = { programs: () => programs.size, load };
  socket.setEncoding("utf8");
  socket.on("error", () => socket.destroy());
  const read = lineSplitter((line) => (life === undefined ? greeted(line) : heard(line)));
  socket.on("data", (chunk: string) => {
    try {
      read(chunk);
    } catch (error) {
      log.error({ err: error }, "A thread of the runner does not keep to its lines");
      socket.destroy();
    }
  });
  socket.on("close", () => {
    for (const { probes, codes } of programs.values()) {
      probes.giveUp();
      codes.giveUp();
    }
    if (life !== undefined) void on.gone(lane, life).then(lose);
  });

  function lose(culprit: number | undefined): void {
    for (const [vm, { listener }] of programs) listener.lost(vm === culprit);
  }

  function greeted(line: string): void {
    const hello = Hello.parse(JSON.parse(line.replace(/^hello /, "")));
    if (hello.secret !== secret) throw new Error("it does not know the secret");
    life = hello.life;
    on.admitted(lane);
  }

  function heard(line: string): void {
    const afterWord = line.indexOf(" ");
    const afterId = line.indexOf(" ", afterWord + 1);
    const its = programs.get(Number(line.slice(afterWord + 1, afterId)));
    if (!its) return;
    switch (line.slice(0, afterWord)) {
      case "turn": {
        const tab = line.indexOf("\t");
        const head = TurnHead.parse(JSON.parse(line.slice(afterId + 1, tab)));
        if (head.began === "input") its.window.taken();
        return its.listener.turn(head, line.slice(tab + 1));
      }
      case "probe": {
        const answer = ProbeAnswer.parse(JSON.parse(line.slice(afterId + 1)));
        return its.probes.answer(answer.probe, answer);
      }
      case "code": {
        const answer = CodeAnswer.parse(JSON.parse(line.slice(afterId + 1)));
        return its.codes.answer(answer.asked, answer);
      }
      default:
        throw new Error(`it said "${line.slice(0, 50)}"`);
    }
  }

  function load(program: Program, listener: ProgramListener): ProgramHandle {
    const vm = next++;
    const window = createInputWindow((input) => say("input", vm, input));
    const its: Loaded = { listener, window, probes: createQuestions(), codes: createQuestions() };
    const isGone = (): boolean => !programs.has(vm) || socket.destroyed;
    let inputs = 0;
    programs.set(vm, its);
    say("load", vm, JSON.stringify(program));
    return {
      get inputs() {
        return inputs;
      },
      waiting: window.waiting,
      input: (input) => {
        inputs++;
        window.give(JSON.stringify(input));
      },
      rest: (ms) => say("rest", vm, String(ms)),
      probe: async () =>
        isGone() ? undefined : its.probes.ask((number) => say("probe", vm, String(number))),
      async code(file) {
        if (isGone()) return undefined;
        const answer = await its.codes.ask((asked) =>
          say("code", vm, JSON.stringify({ asked, file } satisfies CodeAsked)),
        );
        return answer?.code ?? undefined;
      },
      drop: () => {
        if (!programs.delete(vm)) return;
        its.probes.giveUp();
        its.codes.giveUp();
        say("drop", vm, "");
      },
    };
  }

  /** What is said in one turn of the event loop leaves together. */
  function say(word: ToThread, vm: number, text: string): void {
    if (!out) setImmediate(flush);
    out += `${word} ${vm} ${text}\n`;
  }

  function flush(): void {
    if (!socket.destroyed) socket.write(out);
    out = "";
  }
}
