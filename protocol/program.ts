// What a sandbox runs. The page sends it, the gateway passes it on, the runner takes it apart.
import * as z from "zod/mini";

/** A program's source: file names relative to its root, with `/` between folders. */
export const Program = z.object({
  entry: z.string(),
  files: z.record(z.string(), z.string()),
});
export type Program = z.infer<typeof Program>;
