// What one sandbox takes in from all its clients together: so many messages a second, and only from a program that keeps
// up with them.
import type { LimitName, Limits } from "./limits.ts";
import { createRate } from "./rate.ts";

/** Takes one message in, or says which limit keeps it out. */
export type Intake = () => LimitName | undefined;

export function createIntake(around: {
  readonly limits: Limits;
  readonly clock: () => number;
  /** About how many bytes the program has not taken yet. */
  readonly waiting: () => number;
}): Intake {
  const { limits, clock, waiting } = around;
  const rate = createRate(limits.messagesPerSandbox, limits.burstPerSandbox, clock);
  return () => {
    if (waiting() > limits.waitingBytes) return "waitingBytes";
    return rate.take() ? undefined : "messagesPerSandbox";
  };
}
