// Reads what a turn of a program says it did, and finds what the turn was for.
import { z } from "zod";
import { Operation } from "#protocol/runner.ts";
import type { TurnHead } from "#protocol/runner-lines.ts";
import type { Trigger, TurnId } from "#trace/event.ts";
import type { Queue } from "../queue.ts";
import { turnBefore } from "./doing.ts";

const Operations = z.array(Operation).max(100_000);

/** What a turn did; undefined when the text, which untrusted code has made, says something else. */
export function readOperations(text: string): Operation[] | undefined {
  if (text === "") return [];
  try {
    return Operations.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

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
