// A figure as data: what content/ writes, and `npm run figures` plays in a real sandbox and keeps as a trace.
import * as z from "zod/mini";
import { Act, Scene } from "./scene.ts";

/** What is left out is the lesson's own: who is on stage, and the files. Between two acts it becomes quiet. */
export const Figure = z.strictObject({
  scene: z.optional(Scene),
  files: z.optional(z.record(z.string(), z.string())),
  acts: z._default(z.array(Act), []),
});

export type Figure = Readonly<z.infer<typeof Figure>>;
/** A figure as it is written: what has a default may be left out. */
export type WrittenFigure = Readonly<z.input<typeof Figure>>;
