// What was pressed before the code behind it had come is held by early-press-script.ts.
export const ALIVE = "sockets-101:alive";

/** Says that what waited is there: the presses that were held are done, in their order. */
export function nowAlive(): void {
  dispatchEvent(new Event(ALIVE));
}
