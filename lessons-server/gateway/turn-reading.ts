// Reads what a turn of a program says it did, and finds what the turn was for.
import { z } from "zod";
import { Operation } from "#protocol/runner.ts";
import type { TurnHead } from "#protocol/runner-lines.ts";
import type { Trigger, TurnId } from "#trace/event.ts";
import type { Queue } from "../queue.ts";
import { turnBefore } from "./doing.ts";
import type { LimitName } from "./limits.ts";

const Operations = z.array(Operation).max(100_000);

/**
 * What a turn did; undefined when the text, which untrusted code has made, says something else. `since`: the turns that
 * the run had before this program, which counts its own from 0.
 */
export function readOperations(text: string, since: number): Operation[] | undefined {
  if (text === "") return [];
  try {
    const operations = Operations.parse(JSON.parse(text));
    return since === 0 ? operations : operations.map((operation) => inRun(operation, since));
  } catch {
    return undefined;
  }
}

/** Which limit made a program wait, in the words of the runner's head of a turn. */
export const SLOWED_BY: Record<NonNullable<TurnHead["slowed"]>, LimitName> = {
  cpu: "fuelPerSecond",
  timers: "timersPerSecond",
};

/** Inputs are answered in order; a timer's turn begins by naming its timer. */
export function triggerOf(
  { turn, began }: TurnHead,
  operations: readonly Operation[] | undefined,
  triggers: Queue<Trigger>,
): Trigger {
  if (began === "input") return triggers.shift() ?? { by: "load" };
  const first = operations?.[0];
  if (began === "timer" && first?.op === "timer") {
    const setIn = turnBefore(turn as TurnId, first.setIn);
    return { by: "timer", ...(setIn !== undefined && { setIn }), delay: first.delay };
  }
  return { by: "load" };
}

/** What the runner says of a turn, in the numbers of the run. */
export function headInRun(head: TurnHead, since: number): TurnHead {
  const { killed } = head;
  return { ...inRun(head, since), ...(killed && { killed: inRun(killed, since) }) };
}

function inRun<T extends object>(said: T, since: number): T {
  const { turn, cause, setIn } = said as { turn?: number; cause?: number; setIn?: number };
  return {
    ...said,
    ...(turn !== undefined && { turn: since + turn }),
    // Below 0 it is not known.
    ...(cause !== undefined && cause >= 0 && { cause: since + cause }),
    ...(setIn !== undefined && setIn >= 0 && { setIn: since + setIn }),
  };
}
