// A check as data: what content/ writes, the page carries, and checks/ draws and judges.
import * as z from "zod/mini";
import { Act, Scene } from "./scene.ts";

/** Exactly these clients receive the event, and every other client of the scene receives nothing. */
export const Claim = z.strictObject({
  receives: z.strictObject({
    event: z.string(),
    nsp: z.optional(z.string().check(z.regex(/^\//, "a namespace begins with /"))),
    exactly: z.array(z.string()),
    times: z.optional(z.int().check(z.positive())),
    args: z.optional(z.array(z.unknown())),
    /** Only what came after the n-th deed of the check, from 1. */
    since: z.optional(z.int().check(z.positive())),
    /** Only what came before the n-th deed of the check, from 1. */
    until: z.optional(z.int().check(z.positive())),
  }),
});

/** A check with every `$word` drawn. */
export const DrawnCheck = z.strictObject({
  scene: Scene,
  acts: z.array(Act),
  claims: z.array(Claim).check(z.minLength(1)),
});

/**
 * A check as it is written. `$words` anywhere in it are drawn anew for every check, so that no answer can be
 * hard-coded: those in `names` become first names, all others pairs of words that nobody would guess: "teal-kettle".
 */
export type WrittenCheck = Readonly<z.input<typeof DrawnCheck>> & {
  readonly names: readonly `$${string}`[];
};

export type Claim = Readonly<z.infer<typeof Claim>>;
export type DrawnCheck = Readonly<z.infer<typeof DrawnCheck>>;
