// A check as data: what content/ writes, the page carries, and checks/ draws and judges.
import * as z from "zod/mini";
import { Act, Scene } from "./scene.ts";

const nsp = z.optional(z.string().check(z.regex(/^\//, "a namespace begins with /")));
const stretch = {
  /** Only what came after the n-th deed of the check, from 1. */
  since: z.optional(z.int().check(z.positive())),
  /** Only what came before the n-th deed of the check, from 1. */
  until: z.optional(z.int().check(z.positive())),
};

/** Exactly these clients receive the event (`"*"`: any event), and every other client of the scene does not. */
const Receives = z.strictObject({
  receives: z.strictObject({
    event: z.string(),
    nsp,
    exactly: z.array(z.string()),
    times: z.optional(z.int().check(z.positive())),
    args: z.optional(z.array(z.unknown())),
    ...stretch,
  }),
});

/** The server acknowledges this client's event, the latest of that name (and, if told, with these arguments), with these values. */
const Acknowledges = z.strictObject({
  acknowledges: z.strictObject({
    client: z.string(),
    event: z.string(),
    nsp,
    args: z.optional(z.array(z.unknown())),
    values: z.array(z.unknown()),
    ...stretch,
  }),
});

/** In the end exactly these clients are connected, and no other client of the scene. */
const Connected = z.strictObject({
  connected: z.strictObject({ exactly: z.array(z.string()), nsp }),
});

/** The client's latest try to connect was refused, with this message and this `data`. */
const Refused = z.strictObject({
  refused: z.strictObject({
    client: z.string(),
    nsp,
    message: z.optional(z.string()),
    data: z.optional(z.unknown()),
  }),
});

/** The client's request, its latest to this path, is answered with this status, and this text or JSON, and in this stretch. */
const Answered = z.strictObject({
  answered: z.strictObject({
    client: z.string(),
    method: z.optional(z.string()),
    path: z.string(),
    status: z.int(),
    body: z.optional(z.unknown()),
    ...stretch,
  }),
});

/** These lines, as `trace/said.ts` has them, pass between the client and the server in this order; if told, on one TCP connection. */
const Passes = z.strictObject({
  passes: z.strictObject({
    client: z.string(),
    lines: z.array(z.string()),
    on: z.optional(z.literal("one connection")),
  }),
});

export const Claim = z.union([Receives, Acknowledges, Connected, Refused, Answered, Passes]);

/** A check with every `$word` drawn. `files`: what its clients run, beside the learner's own files. */
export const DrawnCheck = z.strictObject({
  scene: Scene,
  files: z.optional(z.record(z.string(), z.string())),
  acts: z.array(Act),
  claims: z.array(Claim).check(z.minLength(1)),
});

/**
 * A check as it is written. `$words` anywhere in it are drawn anew for every check, so that no answer can be
 * hard-coded: those in `names` become first names, all others pairs of words that nobody would guess: "teal-kettle".
 * Two are no words: among the values of a claim `{ $any: true }` stands for any value, `{ $any: "string" }`
 * for any text, `{ $id: "$alice" }` for her socket's id.
 */
export type WrittenCheck = Readonly<z.input<typeof DrawnCheck>> & {
  readonly names: readonly `$${string}`[];
};

export type Claim = Readonly<z.infer<typeof Claim>>;
/** One that can be seen to hold while a run goes on. */
export type SeenClaim = Readonly<
  | z.infer<typeof Receives>
  | z.infer<typeof Acknowledges>
  | z.infer<typeof Refused>
  | z.infer<typeof Passes>
>;
export type DrawnCheck = Readonly<z.infer<typeof DrawnCheck>>;
