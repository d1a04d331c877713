// What crosses the wall between the gateway and a program in the runner: inputs in, operations out.
// Strings only. Inputs are ours and trusted; operations come from untrusted code and are parsed here, once.
import { z } from "zod";
import { LINE_CHARACTERS, PROGRAM_LIMITS } from "./program-limits.ts";
import {
  EngineAnswer,
  EngineOptions,
  type EngineQuestion,
  Headers,
  Hook,
} from "./runner-engine.ts";

/** One thing that happens to a program; each becomes exactly one turn. Binary data is base64. */
export type Input =
  | {
      in: "open";
      engine: number;
      session: number;
      sid: string;
      protocol: number;
      transport: string;
      exchange: number;
      request: GuestRequest;
    }
  /** Without data: an Engine.IO message of nothing but its type, which Socket.IO refuses. */
  | { in: "text"; session: number; data?: string }
  | { in: "binary"; session: number; data: string }
  | { in: "upgrade"; session: number; transport: string }
  /** What the transport of a watched session did besides carrying messages. */
  | { in: "transport"; session: number; event: TransportEvent }
  | { in: "close"; session: number; reason: string; description?: string }
  | { in: "request"; server: number; id: number; request: GuestRequest; body: string }
  | { in: "abort"; id: number }
  /** `exchange` is the number of the HTTP request that is meant: to the program all its questions are about one object. */
  | ({ in: "ask"; ask: number } & EngineRequest & { question: EngineQuestion })
  | ({ in: "refused" } & EngineRequest & { code: number; message: string; context: object });

/** A request that Engine.IO handles. */
export type EngineRequest = { engine: number; exchange: number; request: GuestRequest };
/** `data` only of what is a packet, and where the packet has some. */
export type TransportEvent = {
  name: "packet" | "packetCreate" | "heartbeat" | "drain" | "upgrading";
  type?: string;
  data?: string;
};

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
/** Of a room or a namespace. */
const shortName = z.string().max(PROGRAM_LIMITS.nameCharacters.most);
/** Of the program's own answer to an HTTP request. */
const head = {
  status: z.number().int().min(100).max(999),
  reason: z.string().max(200).optional(),
  headers: Headers,
};
/** A Socket.IO packet on its way out: a text and then binary messages, or, of a parser of the program's, either. */
const message = {
  text: z.string().optional(),
  attachments: z.array(z.string()).max(1_000).optional(),
  /** The same packet as Socket.IO's own parser would write it, if another wrote it. */
  plain: z.string().optional(),
  volatile: z.boolean().optional(),
  compress: z.boolean().optional(),
};
/** The line that did it, as `server.js:12:5`. */
const where = z.string().max(500).optional();
/** The turn whose work it was, through promises, if that was another than the one in which it was done; -1: not known. */
const cause = z.number().int().min(-1).optional();
const op = <K extends string, S extends z.ZodRawShape>(kind: K, shape: S) =>
  z.object({ op: z.literal(kind), ...shape, cause, where });

/** One thing a program does. */
export const Operation = z.discriminatedUnion("op", [
  op("listen", { server: id, port: z.number().int().min(1).max(65_535) }),
  op("unlisten", { server: id, port: z.number().int().min(1).max(65_535) }),
  op("engine", {
    engine: id,
    server: id.optional(),
    path: name,
    options: EngineOptions,
    /** How long an upgrade on a path of nobody's is borne, null for ever; as long as engine.io does unless told. */
    destroyUpgradeMs: z.number().nonnegative().nullable().optional(),
  }),
  op("engineClosed", { engine: id }),
  op("hooks", { engine: id, hooks: z.array(Hook).max(Hook.options.length) }),
  op("answer", { ask: id, answer: EngineAnswer }),
  op("serves", { server: id, path: name }),
  op("watch", { session: id }),
  op("packet", { to: id, ...message }),
  op("broadcast", {
    nsp: shortName,
    rooms: z.array(shortName).max(10_000),
    except: z.array(shortName).max(10_000),
    flags: z.array(z.string().max(50)).max(10),
    to: z.array(id).max(100_000),
    ...message,
  }),
  op("disconnect", { session: id, discard: z.boolean() }),
  op("socketOpened", { session: id, nsp: shortName, id: name, recovered: z.boolean() }),
  op("socketClosed", { session: id, nsp: shortName, id: name, reason: name }),
  op("unheard", { session: id, nsp: shortName, id: name, event: name }),
  op("joined", { nsp: shortName, room: shortName, id: name }),
  op("left", { nsp: shortName, room: shortName, id: name }),
  op("respond", {
    id,
    ...head,
    body: z.string(),
    /** Its head was written before its end, so that nothing says how long it is. */
    chunked: z.boolean().optional(),
    /** A file of the client library that is the body instead. */
    file: z.string().max(100).optional(),
  }),
  /** An answer that leaves as it is written: its head, then any number of writes, then its end; or it is cut off. */
  op("beginAnswer", { id, ...head }),
  op("writeAnswer", { id, body: z.string() }),
  op("endAnswer", { id, body: z.string() }),
  op("cutAnswer", { id }),
  op("log", {
    level: z.enum(["log", "info", "warn", "error", "debug"]),
    // What was left of a longer line, and how long it was.
    text: z.string().max(LINE_CHARACTERS + 50),
  }),
  op("limit", { what: name, text: name }),
  op("timer", { setIn: id.or(z.literal(-1)), delay: z.number() }),
  op("fault", {
    during: z.enum(["load", "handler", "timer", "rejection"]),
    name,
    message: z.string().max(10_000),
    stack: z.string().max(40_000),
  }),
  op("exit", { code: z.number().int() }),
]);
export type Operation = z.infer<typeof Operation>;
