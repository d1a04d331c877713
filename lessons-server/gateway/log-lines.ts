// How much of what a program prints stands in the trace. Beyond that its lines are left out, which is said at once, and
// counted, which is said as soon as it may print again.
import type { Fact } from "#trace/event.ts";
import { createBucket } from "../bucket.ts";
import type { Doing } from "./doing.ts";
import type { NoteLimit } from "./limit-notes.ts";
import type { LimitName, Limits } from "./limits.ts";

export type LogLines = {
  /** Whether one more line may stand in the trace. */
  readonly admit: (doing: Doing) => boolean;
  /** The run is over: nothing is left out any more. */
  readonly close: () => void;
};

const LIMIT: LimitName = "logLinesPerSecond";

export function createLogLines(around: {
  readonly append: (fact: Fact) => unknown;
  readonly limits: Limits;
  readonly note: NoteLimit;
  readonly clock: () => number;
}): LogLines {
  const { logLinesPerSecond: perSecond, logLinesAtOnce: burst } = around.limits;
  const lines = createBucket({ perSecond, burst }, around.clock);
  let leftOut = 0;
  let again: NodeJS.Timeout | undefined;

  function tell(): void {
    clearTimeout(again);
    if (leftOut === 0) return;
    const text = `${leftOut} ${leftOut === 1 ? "line was" : "lines were"} left out here: the program printed too much at once.`;
    leftOut = 0;
    around.append({ kind: "limit", what: LIMIT, text });
  }

  return {
    admit(doing) {
      if (leftOut === 0 && lines.left() >= 1) {
        lines.take(1);
        return true;
      }
      // For a while all of them: every other line would be worse to read than none.
      if (leftOut++ === 0) {
        around.note(LIMIT, doing);
        again = setTimeout(tell, lines.wait(Math.min(perSecond, burst)));
      }
      return false;
    },
    close: tell,
  };
}
