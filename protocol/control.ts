// What the page and the gateway say to each other about one sandbox, over the playground's own Socket.IO namespace.
// Everything from the page is read here, once; answers are refusals in plain words, or what was asked for.
import * as z from "zod/mini";
import { ClientDisturbance, ServerDisturbance } from "#trace/disturbance.ts";
import { Deed, type FactOf, type TraceEvent } from "#trace/event.ts";
import type { ClientCode } from "./client-code.ts";
import type { Order } from "./client.ts";
import { Report } from "./client.ts";
import { Program } from "./program.ts";

/** The path of the control connection's Engine.IO, and its namespace. */
export const CONTROL_PATH = "/control/";
export const CONTROL_NAMESPACE = "/sandbox";

const client = z.string().check(z.minLength(1), z.maxLength(40));
const id = z.string().check(z.regex(/^[\w-]{1,64}$/));

/** Asks for a sandbox: a new one, or with both fields the one this tab has had. */
export const Open = z.strictObject({
  sandbox: z.optional(id),
  token: z.optional(z.string().check(z.maxLength(200))),
});
export const Run = z.strictObject({ program: Program });
export const DoAct = z.strictObject({ client, deed: Deed });
/**
 * Has the server, or a client if one is named, suffer something from now on; null ends all that the client suffers, but for
 * a frozen one's sleep.
 */
export const Disturb = z.union([
  z.strictObject({ client, disturbance: z.nullable(ClientDisturbance) }),
  z.strictObject({ disturbance: ServerDisturbance }),
]);
export type Disturbing = Readonly<z.infer<typeof Disturb>>;
/**
 * What the clients of this page report, in order. `run` is the run they belong to, `after` how many of its reports came
 * before these: a page says again what it got no answer for, and nothing counts twice.
 */
export const Reports = z.strictObject({
  run: z.string().check(z.maxLength(100)),
  after: z.int().check(z.nonnegative()),
  reports: z.array(z.strictObject({ client, report: Report })).check(z.maxLength(1_000)),
});
/** Asks for the program of a client of this run, which begins with one of the run's files. */
export const CodeOf = z.strictObject({
  run: z.string().check(z.maxLength(100)),
  file: z.string().check(z.maxLength(1_000)),
});
/** The clients that are on the page's stage now: only they are asked for their counts. */
export const Settle = z.strictObject({
  clients: z.array(client).check(z.maxLength(25)),
  /** How far ahead a timer is waited for, in milliseconds. */
  horizon: z.optional(z.int().check(z.positive(), z.maximum(10_000))),
});

/** A refusal the page shows as it is: what happened, then what to do. */
export type Refused = { readonly ok: false; readonly text: string };
export type Answer<T = object> = ({ readonly ok: true } & Readonly<T>) | Refused;

/**
 * What the page learns when it has a sandbox. `run` is the one that is going on, with its whole trace and how many
 * reports of its clients have been heard.
 */
export type Opened = {
  readonly sandbox: string;
  readonly token: string;
  /** False when the sandbox was made again, after a restart of the server or its idle end. */
  readonly isSame: boolean;
  readonly run?: {
    readonly run: string;
    readonly trace: readonly TraceEvent[];
    readonly heard: number;
  };
};

/** Page → gateway; every event is acknowledged. */
export type FromPage = {
  open(asked: z.input<typeof Open>, answer: (answer: Answer<Opened>) => void): void;
  run(asked: z.input<typeof Run>, answer: (answer: Answer<{ run: string }>) => void): void;
  stop(answer: (answer: Answer) => void): void;
  act(asked: z.input<typeof DoAct>, answer: (answer: Answer<{ act: number }>) => void): void;
  disturb(asked: z.input<typeof Disturb>, answer: (answer: Answer) => void): void;
  code(asked: z.input<typeof CodeOf>, answer: (answer: Answer<{ code: ClientCode }>) => void): void;
  report(asked: z.input<typeof Reports>, answer: (answer: Answer) => void): void;
  settle(
    asked: z.input<typeof Settle>,
    answer: (answer: Answer<{ settled: FactOf<"settled"> }>) => void,
  ): void;
};

/** Gateway → page. */
export type ToPage = {
  /** What is new in the trace of this run, at most once a frame; batches of an older run are to be dropped. */
  trace(batch: { readonly run: string; readonly events: readonly TraceEvent[] }): void;
  /** A run began that the page did not ask for: the runner was lost and the program begun again. */
  begun(run: { readonly run: string; readonly why: string }): void;
  /** For a client of this page: acts, so that an `act` fact precedes its effect, and the counts of a settle. */
  order(given: { readonly client: string; readonly order: Order }): void;
  /** The server is about to stop; the connection will be lost, and the server then be there again. */
  stopping(why: { readonly text: string }): void;
  /** All sandboxes are in use: the answer to `open` comes when it is this page's turn. Said at each change of place. */
  queued(why: { readonly text: string }): void;
  /** This page no longer controls its sandbox: another tab has taken it over, or it was not used for too long. */
  taken(why: { readonly text: string }): void;
};
