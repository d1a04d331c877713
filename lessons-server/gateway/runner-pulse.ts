// Whether the runner's process is there: it is asked once a second, and says it back. One that has been stopped answers
// nobody and never ends by itself; one that has little of a busy machine only answers late.
import type { ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";

const ASK_EVERY_MS = 1_000;
/** Questions in a row that a stopped process may leave open, and one of which nothing can be known. */
const MOST_MISSED = { stopped: 3, silent: 60 } as const;

export type Pulse = {
  /** The runner has said a question back. */
  readonly felt: () => void;
  readonly stop: () => void;
};

/** Calls `lost` once when the process can be taken for dead. Questions are counted, not time: ours may have stood still. */
export function feelPulse(child: ChildProcess, lost: () => void): Pulse {
  let missed = 0;
  const asking = setInterval(() => {
    const most = isStopped(child.pid) ? MOST_MISSED.stopped : MOST_MISSED.silent;
    if (missed >= most) {
      clearInterval(asking);
      lost();
      return;
    }
    missed++;
    child.send({ beat: missed }, () => undefined);
  }, ASK_EVERY_MS);
  asking.unref();
  return {
    felt: () => {
      missed = 0;
    },
    stop: () => clearInterval(asking),
  };
}

/** Whether the system has it stopped, as by SIGSTOP; false where it does not tell. */
function isStopped(pid: number | undefined): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name before it stands in parentheses, and may hold some itself.
    return stat.slice(stat.lastIndexOf(")") + 2).startsWith("T");
  } catch {
    return false;
  }
}
