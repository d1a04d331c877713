// How what a client was told to do came to nothing, by its own account: no wire shows that.
import * as z from "zod/mini";

/** `after` is in milliseconds. */
export const ActFailure = z.discriminatedUnion("is", [
  z.object({ is: z.literal("timeout"), after: z.number().check(z.nonnegative()) }),
  z.object({ is: z.literal("error"), message: z.string() }),
]);
export type ActFailure = Readonly<z.infer<typeof ActFailure>>;
