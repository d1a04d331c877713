// What the page and its client host say to each other by postMessage: the host is a frame of an opaque origin, in
// which each client of a scene has a worker. The page tells, the host says; each side reads what comes, once.
import * as z from "zod/mini";
import { Opening, Order, Report } from "./client.ts";

const name = z.string().check(z.minLength(1), z.maxLength(40));
const run = z.string().check(z.maxLength(100));

/** Where the host's page for a sandbox is: the page of a frame with `sandbox="allow-scripts"`. */
export const clientHostPath = (sandbox: string): string => `/client-host/${sandbox}/`;

/**
 * Page → host. `open` ends a client of the same name without a word and starts another; its reports carry `run`. `as` is
 * the name under which the host has it, unless it is its own: a person may have several tabs.
 * `close` has a client leave its server as a program does, then ends it; `closeAll` does so with every client.
 */
export const ToHost = z.discriminatedUnion("tell", [
  z.object({
    tell: z.literal("open"),
    run,
    as: z.optional(name),
    opening: z.extend(Opening, { name }),
  }),
  z.object({ tell: z.literal("order"), client: name, order: Order }),
  z.object({ tell: z.literal("close"), client: name }),
  z.object({ tell: z.literal("closeAll") }),
]);

/**
 * Host → page. `ready`: the host listens; what was told before is lost. A client's reports come in its order; its
 * last is that it is `gone`, with a sentence that says why. `ready`, `alive` and
 * `seat` of clients stay in the host.
 */
export const FromHost = z.discriminatedUnion("says", [
  z.object({ says: z.literal("ready") }),
  z.object({ says: z.literal("report"), run, client: name, report: Report }),
]);

export type ToHost = Readonly<z.infer<typeof ToHost>>;
/** As it may be written: what has a default may be left out. */
export type WrittenToHost = Readonly<z.input<typeof ToHost>>;
export type FromHost = Readonly<z.infer<typeof FromHost>>;
