// Whose doing a fact of the program was: the turn whose work it is, through promises, and what began it, through timers.
// What the trace does not say is not guessed.
import type { EventOf, Trace, Trigger, TurnId } from "#trace/event.ts";

/** What a fact of the program says of its cause. */
export type Doing = Pick<EventOf<"log">, "turn" | "cause">;
/** What came from outside the program, or its loading. */
export type Beginning = Exclude<Trigger, { by: "timer" }>;

export type Causes = Readonly<{
  /** What began the turn whose work it is; undefined if that is not known. */
  triggerOf(doing: Doing): Trigger | undefined;
  /** The same, and where that was a timer what began the work that had set it, and so on. */
  beginningOf(doing: Doing): Beginning | undefined;
}>;

/** The turn whose work it is; undefined if that is not known. */
export function turnOf({ turn, cause = turn }: Doing): TurnId | undefined {
  return cause === "unknown" ? undefined : cause;
}

/** Looks causes up in the whole trace, since a turn may be written after what it did. */
export function causes(trace: Trace): Causes {
  const triggers = new Map<TurnId, Trigger>();
  for (const event of trace) if (event.kind === "turn") triggers.set(event.turn, event.trigger);
  const triggerIn = (turn: TurnId | undefined): Trigger | undefined =>
    turn === undefined ? undefined : triggers.get(turn);
  return {
    triggerOf: (doing) => triggerIn(turnOf(doing)),
    beginningOf(doing) {
      const seen = new Set<TurnId | undefined>();
      let turn = turnOf(doing);
      for (let trigger = triggerIn(turn); trigger !== undefined; trigger = triggerIn(turn)) {
        if (trigger.by !== "timer") return trigger;
        seen.add(turn);
        turn = trigger.setIn;
        if (seen.has(turn)) return undefined;
      }
      return undefined;
    },
  };
}
