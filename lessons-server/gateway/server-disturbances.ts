// What is being done to the server of one run, on purpose: killed, started again, kept busy. Each as a fact when it begins
// and when it ends; a program that was killed has ended, which is a fact of its own.
import type { ServerDisturbance } from "#trace/disturbance.ts";
import type { Fact } from "#trace/event.ts";
import { KILLED, RESTARTING } from "./ending-words.ts";

type Doing<K extends ServerDisturbance["is"]> = Extract<ServerDisturbance, { is: K }>;

export type ServerDisturbances = {
  /** Returns why not, in a sentence; undefined when it has begun. */
  readonly begin: (disturbance: ServerDisturbance) => string | undefined;
  /** The program that was started again has been loaded. */
  readonly loaded: () => void;
  /** The run is over: nothing is held any more. */
  readonly end: () => void;
};

const ENDED = "The program has ended already. Press Run, then try again.";
const TWICE = "The server is being restarted already.";

export function createServerDisturbances(around: {
  readonly append: (fact: Fact) => unknown;
  readonly isOver: () => boolean;
  /** While held, nothing passes between the server and anybody, as when nobody reads and writes its sockets. */
  readonly hold: (isHeld: boolean) => void;
  /** Lets the program have no turn for so many milliseconds. */
  readonly rest: (ms: number) => void;
  /** Whoever connects afterwards is told the sentence. */
  readonly kill: (sentence: string) => void;
  readonly restart: (down: number, sentence: string) => void;
}): ServerDisturbances {
  let block: { readonly disturbance: Doing<"block">; readonly timer: NodeJS.Timeout } | undefined;
  let restarting: Doing<"restart"> | undefined;

  const note = (phase: "begun" | "ended", disturbance: ServerDisturbance): void =>
    void around.append({ kind: "disturbance", phase, on: { side: "server" }, disturbance });

  function unblock(): void {
    if (!block) return;
    clearTimeout(block.timer);
    const { disturbance } = block;
    block = undefined;
    if (!around.isOver()) note("ended", disturbance);
    around.hold(false);
  }

  return {
    begin(disturbance) {
      if (around.isOver()) return ENDED;
      if (restarting) return TWICE;
      // Another program has another event loop, and of two blocks the later one counts.
      unblock();
      note("begun", disturbance);
      switch (disturbance.is) {
        case "kill":
          around.kill(KILLED);
          return undefined;
        case "restart":
          restarting = disturbance;
          around.restart(disturbance.down, RESTARTING);
          return undefined;
        case "block":
          block = { disturbance, timer: setTimeout(unblock, disturbance.ms) };
          around.hold(true);
          around.rest(disturbance.ms);
          return undefined;
        default:
          return disturbance satisfies never;
      }
    },
    loaded() {
      if (restarting) note("ended", restarting);
      restarting = undefined;
    },
    end: unblock,
  };
}
