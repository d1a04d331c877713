// What a program sends, counted turn by turn. Nothing of it is held back: a program that sends too much has its next
// turn later, so that over time it sends no more than it may, and in the order in which it sent.
import type { Operation } from "#protocol/runner.ts";
import type { TurnId } from "#trace/event.ts";
import { type Bucket, createBucket } from "../bucket.ts";
import type { NoteLimit } from "./limit-notes.ts";
import type { Limits } from "./limits.ts";

/** What one turn has said: its operations, and how many characters they took to say. */
export type Said = { readonly operations: readonly Operation[]; readonly size: number };

/** Gives for how many milliseconds the program is to have no turn; 0 when it may go on. */
export type Outflow = (turn: TurnId, said: Said) => number;

type Counted = "emitsPerSecond" | "deliveriesPerSecond" | "sentBytesPerSecond";

export function createOutflow(around: {
  readonly limits: Limits;
  readonly note: NoteLimit;
  readonly clock: () => number;
}): Outflow {
  const { limits, note } = around;
  const bucket = (perSecond: number, burst: number): Bucket =>
    createBucket({ perSecond, burst }, around.clock);
  const buckets: readonly (readonly [Counted, Bucket])[] = [
    ["emitsPerSecond", bucket(limits.emitsPerSecond, limits.emitsAtOnce)],
    ["deliveriesPerSecond", bucket(limits.deliveriesPerSecond, limits.deliveriesAtOnce)],
    ["sentBytesPerSecond", bucket(limits.sentBytesPerSecond, limits.sentBytesAtOnce)],
  ];
  /** Said once until it has all of it again. */
  const noted = new Set<Counted>();

  return (turn, said) => {
    const amounts = amountsOf(said);
    let rest = 0;
    for (const [limit, left] of buckets) {
      if (left.isFull()) noted.delete(limit);
      left.take(amounts[limit]);
      if (left.left() < 0 && !noted.has(limit)) {
        noted.add(limit);
        note(limit, { turn });
      }
      rest = Math.max(rest, left.wait(0));
    }
    return rest;
  };
}

function amountsOf({ operations, size }: Said): Record<Counted, number> {
  const amounts = { emitsPerSecond: 0, deliveriesPerSecond: 0, sentBytesPerSecond: 0 };
  for (const operation of operations) {
    if (operation.op !== "packet" && operation.op !== "broadcast") continue;
    const recipients = operation.op === "packet" ? 1 : operation.to.length;
    amounts.emitsPerSecond += 1;
    amounts.deliveriesPerSecond += recipients;
    amounts.sentBytesPerSecond += recipients * sizeOf(operation);
  }
  // Whatever else it says is not free either.
  amounts.sentBytesPerSecond = Math.max(amounts.sentBytesPerSecond, size);
  return amounts;
}

/** About how many bytes one client gets: of text its length, of what is base64 three quarters of it. */
function sizeOf({
  text = "",
  attachments = [],
}: Pick<Extract<Operation, { op: "packet" }>, "text" | "attachments">): number {
  return attachments.reduce((sum, base64) => sum + 0.75 * base64.length, text.length);
}
