// What is shown before anybody has pressed anything, and where there is no script: a whole exchange, from SYN to the end.
import { BEGINNING, carriedOut, type Deed, type Moment } from "./exchange.ts";

const DEEDS: readonly Deed[] = [
  "connect",
  "ask",
  "answer",
  "ask twice",
  "answer",
  "answer at length",
  "client closes",
  "server closes",
  "wait",
];

/** Each moment of it, the first before anything has happened. */
export const finished: readonly Moment[] = DEEDS.reduce<readonly Moment[]>(
  (moments, deed) => [...moments, ...carriedOut(moments.at(-1) ?? BEGINNING, deed)],
  [BEGINNING],
);
