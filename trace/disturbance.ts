// Faults on the way: what can be made to go wrong between a client and its server, or with one of the two.
// A `fault` is a mistake of somebody's code; a disturbance is done to it on purpose, and is told apart by its name.
import * as z from "zod/mini";

const between = (least: number, most: number) =>
  z.number().check(z.minimum(least), z.maximum(most));
const whole = (least: number, most: number) => z.int().check(z.minimum(least), z.maximum(most));
const is = <K extends string, S extends z.core.$ZodShape>(name: K, shape: S) =>
  z.strictObject({ is: z.literal(name), ...shape });

/** The longest, in milliseconds, that anything is delayed, frozen, blocked or down. */
const LONGEST_MS = 10_000;
const ms = between(0, LONGEST_MS);

/**
 * What one client can be made to suffer; each lasts until it is ended, unless it says otherwise.
 * offline: its connections are cut, and no other comes about.
 * half-open: nothing gets through in either direction, and nobody is told.
 * latency: all that passes takes `ms` longer each way, give or take `jitter`; the order stays.
 * bandwidth: so many bytes a second each way, on each connection.
 * slicing: bytes arrive in pieces of this size.
 * no-websocket: every request to change to WebSocket is answered by the network, with 403.
 * no-probe: a connection to which a session wants to change is cut at the client's first word on it.
 * reset: the next thing that the server says to it is cut in its middle, with the connection. Ends then.
 * freeze: its event loop stands still for `ms`. Ends by itself.
 */
export const ClientDisturbance = z.discriminatedUnion("is", [
  is("offline", {}),
  is("half-open", {}),
  is("latency", { ms, jitter: z._default(ms, 0) }),
  is("bandwidth", { bytesPerSecond: whole(100, 10_000_000) }),
  is("slicing", { bytes: whole(1, 65_536) }),
  is("no-websocket", {}),
  is("no-probe", {}),
  is("reset", {}),
  is("freeze", { ms: between(1, LONGEST_MS) }),
]);

/**
 * What the server can be made to suffer.
 * kill: its process ends at once, without a word, and the run with it.
 * restart: the same, and after `down` milliseconds the same program is loaded anew; ends when it has been.
 * block: its event loop is busy for `ms`; what arrives and its timers wait. Ends by itself.
 */
export const ServerDisturbance = z.discriminatedUnion("is", [
  is("kill", {}),
  is("restart", { down: z._default(ms, 0) }),
  is("block", { ms: between(1, LONGEST_MS) }),
]);

export const Disturbance = z.union([ClientDisturbance, ServerDisturbance]);

export type ClientDisturbance = Readonly<z.infer<typeof ClientDisturbance>>;
export type ServerDisturbance = Readonly<z.infer<typeof ServerDisturbance>>;
export type Disturbance = Readonly<z.infer<typeof Disturbance>>;
