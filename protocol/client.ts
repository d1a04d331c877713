// What crosses the walls around a client: orders from the gateway or page through a client host to its worker, and
// the worker's reports back. A worker runs learner code, so every report is read here, once, and capped.
import * as z from "zod/mini";
import { ClientState, Deed } from "#trace/event.ts";
import { ClientCode } from "./client-code.ts";

const count = z.int().check(z.nonnegative());
const short = z.string().check(z.maxLength(1_000));

/** The most a report may weigh, as characters of JSON. */
export const maxReportSize = 100_000;
/** The most characters of one log line or message that a client passes on. */
export const maxTextLength = 4_096;

/** The options of socket.io-client that a scene may set for a client. Learner code may add any others itself. */
export const ClientOptions = z.strictObject({
  path: z.optional(z.string()),
  transports: z.optional(z.array(z.enum(["polling", "websocket"])).check(z.minLength(1))),
  upgrade: z.optional(z.boolean()),
  rememberUpgrade: z.optional(z.boolean()),
  tryAllTransports: z.optional(z.boolean()),
  auth: z.optional(z.record(z.string(), z.unknown())),
  query: z.optional(z.record(z.string(), z.string())),
  extraHeaders: z.optional(z.record(z.string(), z.string())),
  autoConnect: z.optional(z.boolean()),
  forceNew: z.optional(z.boolean()),
  multiplex: z.optional(z.boolean()),
  reconnection: z.optional(z.boolean()),
  reconnectionAttempts: z.optional(z.int().check(z.positive())),
  reconnectionDelay: z.optional(z.number().check(z.positive())),
  reconnectionDelayMax: z.optional(z.number().check(z.positive())),
  randomizationFactor: z.optional(z.number().check(z.minimum(0), z.maximum(1))),
  timeout: z.optional(z.number().check(z.positive())),
  ackTimeout: z.optional(z.number().check(z.positive())),
  retries: z.optional(count),
});

/**
 * How a client begins. `url` is where the sandbox really is, without a slash at its end
 * ("http://localhost:4000/s/<id>/@alice"); `server` and `page` are the addresses learner code believes in. `code` gets
 * `io`, `fetch`, `location`, `me` and `log`; without it the client connects to its `namespaces` of the server.
 */
export const Opening = z.object({
  name: short,
  url: z.string(),
  server: z._default(z.string(), "http://localhost:3000"),
  page: z.optional(z.string()),
  namespaces: z._default(z.array(z.string()), ["/"]),
  options: z._default(ClientOptions, {}),
  code: z.optional(ClientCode),
});

/**
 * What a client is told. `ping` and `seat` never leave the host: by the one it knows that its worker still turns, with
 * the other it answers who wants to keep polling. `freeze`: its event loop is to stand still for so many milliseconds.
 */
export const Order = z.discriminatedUnion("order", [
  z.object({ order: z.literal("open"), opening: Opening }),
  z.object({ order: z.literal("do"), act: count, deed: Deed }),
  z.object({ order: z.literal("count"), round: count }),
  z.object({ order: z.literal("freeze"), ms: z.number().check(z.positive(), z.maximum(10_000)) }),
  z.object({ order: z.literal("ping") }),
  z.object({ order: z.literal("seat"), seat: count, isGranted: z.boolean() }),
  z.object({ order: z.literal("close") }),
]);

/** How a deed ended. Values are JSON with binary data as `{ $bytes }`. */
export const Outcome = z.discriminatedUnion("outcome", [
  z.object({ outcome: z.literal("done") }),
  z.object({ outcome: z.literal("acked"), values: z.array(z.unknown()) }),
  z.object({ outcome: z.literal("timeout"), after: z.number().check(z.nonnegative()) }),
  z.object({
    outcome: z.literal("answered"),
    status: count,
    body: z.string().check(z.maxLength(66_000)),
  }),
  z.object({ outcome: z.literal("failed"), message: z.string().check(z.maxLength(maxTextLength)) }),
]);

/**
 * One Engine.IO session from the client's side. `received`: whole Socket.IO packets, of every namespace and type;
 * `waiting`: events among them whose listeners were not yet called; `sent`: Engine.IO messages (a Socket.IO packet
 * with n attachments is 1 + n). Heartbeats and the opening are in none of them.
 */
export const ConnectionCount = z.object({
  sid: z.string().check(z.maxLength(100)),
  received: count,
  waiting: count,
  sent: count,
  upgrading: z.boolean(),
});

/** All that a client knows of what is still to come. Times are milliseconds from now. */
export const ClientCounts = z.object({
  connections: z.array(ConnectionCount).check(z.maxLength(1_000)),
  namespaces: z
    .array(
      z.object({ nsp: short, state: z.enum(["connecting", "reconnecting"]), dueIn: z.number() }),
    )
    .check(z.maxLength(1_000)),
  nextTimer: z.nullable(z.number()),
  fetches: count,
  deeds: count,
});

/** What a client says. `seat`: a connection wants to keep polling, or does so no more. */
export const Report = z.discriminatedUnion("report", [
  z.object({ report: z.literal("ready") }),
  z.object({ report: z.literal("alive") }),
  z.object({ report: z.literal("seat"), seat: count, isWanted: z.boolean() }),
  z.object({ report: z.literal("client"), nsp: short, state: ClientState, buffered: count }),
  z.object({
    report: z.literal("handled"),
    sid: z.string().check(z.maxLength(100)),
    packet: count,
    nsp: short,
    event: short,
    listeners: count,
    ms: z.number().check(z.nonnegative()),
  }),
  z.object({
    report: z.literal("log"),
    level: z.enum(["log", "info", "warn", "error", "debug"]),
    text: z.string().check(z.maxLength(maxTextLength)),
    /** `client.js:3:5`: the line that logged it. */
    where: z.optional(short),
  }),
  z.object({
    report: z.literal("fault"),
    name: short,
    message: z.string().check(z.maxLength(maxTextLength)),
    stack: z.string().check(z.maxLength(4 * maxTextLength)),
  }),
  z.object({ report: z.literal("done"), act: count, outcome: Outcome }),
  z.object({ report: z.literal("thawed") }),
  z.object({ report: z.literal("counts"), round: count, counts: ClientCounts }),
]);

export type ClientOptions = Readonly<z.infer<typeof ClientOptions>>;
export type Opening = Readonly<z.infer<typeof Opening>>;
export type Order = Readonly<z.infer<typeof Order>>;
export type Outcome = Readonly<z.infer<typeof Outcome>>;
export type ConnectionCount = Readonly<z.infer<typeof ConnectionCount>>;
export type ClientCounts = Readonly<z.infer<typeof ClientCounts>>;
export type Report = Readonly<z.infer<typeof Report>>;
export type ReportOf<K extends Report["report"]> = Extract<Report, { report: K }>;

/** The report in a message from a client, or undefined if it is none or heavier than `maxReportSize`. */
export function readReport(message: unknown): Report | undefined {
  const parsed = Report.safeParse(message);
  if (!parsed.success) return undefined;
  return weight(parsed.data) <= maxReportSize ? parsed.data : undefined;
}

function weight(report: Report): number {
  try {
    return JSON.stringify(report).length;
  } catch {
    // Circular or a BigInt: a structured clone can carry it, JSON cannot.
    return Number.POSITIVE_INFINITY;
  }
}
