// Engine.IO across the runner's wall: the options a program may set for the real one in the gateway, and what that one
// asks the program about a request.
import { z } from "zod";

const positive = z.number().positive();
const texts = z.union([z.string(), z.array(z.string())]);

export const Headers = z.array(z.tuple([z.string().max(256), z.string().max(8_192)])).max(100);

/** What of zlib a program may choose: nothing that costs others memory. */
const zlib = {
  level: z.number().int().min(-1).max(9).optional(),
  memLevel: z.number().int().min(1).max(9).optional(),
  strategy: z.number().int().min(0).max(4).optional(),
};
const bits = z.number().int().min(8).max(15);
const PerMessageDeflate = z.strictObject({
  threshold: z.number().nonnegative().optional(),
  serverNoContextTakeover: z.boolean().optional(),
  clientNoContextTakeover: z.boolean().optional(),
  serverMaxWindowBits: bits.optional(),
  clientMaxWindowBits: z.union([z.boolean(), bits]).optional(),
  zlibDeflateOptions: z.strictObject(zlib).optional(),
});
const HttpCompression = z.strictObject({ threshold: z.number().nonnegative().optional(), ...zlib });
/** A cookie that the `cookie` package can write: it throws for any other. */
const Cookie = z.strictObject({
  name: z
    .string()
    .regex(/^[!#-:<>-~]{1,100}$/)
    .optional(),
  path: z
    .string()
    .regex(/^[ -:=-~]{0,200}$/)
    .optional(),
  httpOnly: z.boolean().optional(),
  secure: z.boolean().optional(),
  partitioned: z.boolean().optional(),
  sameSite: z.union([z.boolean(), z.enum(["strict", "lax", "none"])]).optional(),
  priority: z.enum(["low", "medium", "high"]).optional(),
  maxAge: z.number().int().optional(),
});

/** The Engine.IO options a program may set, already reduced to what the gateway honours. */
export const EngineOptions = z.object({
  pingInterval: positive.optional(),
  pingTimeout: positive.optional(),
  upgradeTimeout: positive.optional(),
  maxHttpBufferSize: positive.optional(),
  transports: z.array(z.enum(["polling", "websocket", "webtransport"])).optional(),
  allowUpgrades: z.boolean().optional(),
  allowEIO3: z.boolean().optional(),
  initialPacket: z.string().max(10_000).optional(),
  perMessageDeflate: z.union([z.boolean(), PerMessageDeflate]).optional(),
  httpCompression: z.union([z.boolean(), HttpCompression]).optional(),
  cookie: z.union([z.boolean(), Cookie]).optional(),
  cors: z
    .object({
      origin: z.union([z.boolean(), z.string(), z.array(z.string())]).optional(),
      methods: texts.optional(),
      allowedHeaders: texts.optional(),
      exposedHeaders: texts.optional(),
      credentials: z.boolean().optional(),
      maxAge: z.union([z.number(), z.string()]).optional(),
      preflightContinue: z.boolean().optional(),
      optionsSuccessStatus: z.number().int().min(200).max(599).optional(),
    })
    .optional(),
});

/** What a program wants to be asked or told of: it has middlewares, an `allowRequest`, listeners and so on. */
export const Hook = z.enum(["middleware", "allowRequest", "generateId", "headers", "refused"]);

/** What the gateway asks a program about a request; each has its `EngineAnswer`. */
export type EngineQuestion =
  | { about: "middleware"; isUpgrade: boolean }
  | { about: "allowRequest" }
  | { about: "generateId" }
  | { about: "headers"; isInitial: boolean; headers: (readonly [string, string])[] };

/** An answer that was `ended` by a middleware has been given by `respond`, or was an upgrade. */
export const EngineAnswer = z.discriminatedUnion("about", [
  z.object({
    about: z.literal("middleware"),
    verdict: z.enum(["next", "error", "ended"]),
    headers: Headers,
  }),
  z.object({
    about: z.literal("allowRequest"),
    allowed: z.boolean(),
    message: z.union([z.string().max(1_000), z.number(), z.boolean()]).optional(),
  }),
  /** Without an id none could be made. */
  z.object({
    about: z.literal("generateId"),
    id: z
      .string()
      .regex(/^[!-~]{1,200}$/)
      .optional(),
  }),
  z.object({ about: z.literal("headers"), headers: Headers }),
]);

export type EngineOptions = z.infer<typeof EngineOptions>;
export type EngineAnswer = z.infer<typeof EngineAnswer>;
export type AnswerTo<K extends EngineAnswer["about"]> = Extract<EngineAnswer, { about: K }>;
export type Hook = z.infer<typeof Hook>;
