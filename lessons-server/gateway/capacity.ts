// How many sandboxes fit on this machine at once (SAFETY §8), by its memory.
import { totalmem } from "node:os";

const MB = 1_000_000;
/** For the system, the site and the runner's own. */
const RESERVED = 4_000 * MB;
/** What a sandbox may come to, with its trace and its connections; most stay far below. */
const EACH = 40 * MB;
const FEWEST = 50;
const MOST = 400;

/** @param memory bytes that this process and what it starts may have */
export const capacityOf = (memory: number): number =>
  Math.max(FEWEST, Math.min(MOST, Math.floor((memory - RESERVED) / EACH)));

/** Of the machine, or of the container around us when that has less. */
export function memoryHere(): number {
  // Without a bound it is 0, or more than there is.
  const bound = process.constrainedMemory();
  return bound ? Math.min(bound, totalmem()) : totalmem();
}
