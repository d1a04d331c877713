// What crosses the wall between the gateway and a program in the runner: inputs in, operations out.
// Strings only. Inputs are ours and trusted; operations come from untrusted code and are parsed here, once.
import { z } from "zod";

/** One thing that happens to a program; each becomes exactly one turn. Binary data is base64. */
export type Input =
  | {
      in: "open";
      engine: number;
      session: number;
      sid: string;
      protocol: number;
      transport: string;
      request: GuestRequest;
    }
  /** Without data: an Engine.IO message of nothing but its type, which Socket.IO refuses. */
  | { in: "text"; session: number; data?: string }
  | { in: "binary"; session: number; data: string }
  | { in: "upgrade"; session: number; transport: string }
  | { in: "close"; session: number; reason: string; description?: string }
  | { in: "request"; server: number; id: number; request: GuestRequest; body: string }
  | { in: "abort"; id: number };

/** An HTTP request as the program may see it. */
export type GuestRequest = {
  method: string;
  url: string;
  version: string;
  headers: (readonly [string, string])[];
  remoteAddress: string;
};

const id = z.number().int().nonnegative().max(0xffff_ffff);
const name = z.string().max(10_000);
const where = z.string().max(500).optional();
const headers = z.array(z.tuple([z.string().max(256), z.string().max(8_192)])).max(100);
const op = <K extends string, S extends z.ZodRawShape>(kind: K, shape: S) =>
  z.object({ op: z.literal(kind), ...shape });

/** The Engine.IO options a program may set, already reduced to what the gateway honours. */
export const EngineOptions = z.object({
  pingInterval: z.number().positive().optional(),
  pingTimeout: z.number().positive().optional(),
  upgradeTimeout: z.number().positive().optional(),
  maxHttpBufferSize: z.number().positive().optional(),
  transports: z.array(z.enum(["polling", "websocket"])).optional(),
  allowUpgrades: z.boolean().optional(),
  cors: z
    .object({
      origin: z.union([z.boolean(), z.string(), z.array(z.string())]).optional(),
      methods: z.union([z.string(), z.array(z.string())]).optional(),
      allowedHeaders: z.union([z.string(), z.array(z.string())]).optional(),
      exposedHeaders: z.union([z.string(), z.array(z.string())]).optional(),
      credentials: z.boolean().optional(),
      maxAge: z.number().optional(),
      preflightContinue: z.boolean().optional(),
      optionsSuccessStatus: z.number().int().min(200).max(599).optional(),
    })
    .optional(),
});

/** One thing a program does. */
export const Operation = z.discriminatedUnion("op", [
  op("listen", { server: id, port: z.number().int().min(1).max(65_535) }),
  op("unlisten", { server: id, port: z.number().int().min(1).max(65_535) }),
  op("engine", { engine: id, server: id.optional(), path: name, options: EngineOptions }),
  op("engineClosed", { engine: id }),
  op("packet", {
    to: id,
    text: z.string(),
    attachments: z.array(z.string()).max(1_000).optional(),
    volatile: z.boolean().optional(),
    where,
  }),
  op("broadcast", {
    nsp: name,
    rooms: z.array(name).max(10_000),
    except: z.array(name).max(10_000),
    flags: z.array(z.string().max(50)).max(10),
    to: z.array(id).max(100_000),
    text: z.string(),
    attachments: z.array(z.string()).max(1_000).optional(),
    volatile: z.boolean().optional(),
    where,
  }),
  op("disconnect", { session: id, discard: z.boolean() }),
  op("socketOpened", { session: id, nsp: name, id: name, recovered: z.boolean() }),
  op("socketClosed", { session: id, nsp: name, id: name, reason: name }),
  op("joined", { nsp: name, room: name, id: name, where }),
  op("left", { nsp: name, room: name, id: name, where }),
  op("respond", {
    id,
    status: z.number().int().min(100).max(999),
    reason: z.string().max(200).optional(),
    headers,
    body: z.string(),
  }),
  op("log", {
    level: z.enum(["log", "info", "warn", "error", "debug"]),
    text: z.string().max(20_000),
    where,
  }),
  op("limit", { what: name, text: name }),
  op("timer", { setIn: id, delay: z.number() }),
  op("fault", {
    during: z.enum(["load", "handler", "timer", "rejection"]),
    name,
    message: z.string().max(10_000),
    stack: z.string().max(40_000),
  }),
  op("exit", { code: z.number().int() }),
]);
export type Operation = z.infer<typeof Operation>;
export type EngineOptions = z.infer<typeof EngineOptions>;
