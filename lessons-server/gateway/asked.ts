// What a page asked for, read by its schema: the one place where a control message becomes something trusted.
import { z } from "zod";

export type Asked<T> =
  | { readonly ok: true; readonly asked: T }
  | { readonly ok: false; readonly text: string };

/** Deeper than any deed or report of ours; below what recursion over a message can stand. */
const DEEPEST = 60;

/** @param event the name of the message, for the sentence that refuses it */
export function readAsked<S extends z.core.$ZodType>(
  event: string,
  schema: S,
  message: unknown,
): Asked<z.output<S>> {
  if (!isPlain(message, 0)) return refusal(event, "it holds bytes, or is nested too deeply");
  const parsed = z.safeParse(schema, message);
  if (parsed.success) return { ok: true, asked: parsed.data };
  const [issue] = parsed.error.issues;
  const place = issue?.path.join(".");
  return refusal(
    event,
    `${place ? `${place}: ` : ""}${issue?.message ?? "it is of another shape"}`,
  );
}

function refusal(event: string, why: string): { readonly ok: false; readonly text: string } {
  return { ok: false, text: `The server cannot read "${event}" (${why}). Reload the page.` };
}

// Socket.IO carries binary too, which a trace does not; and both it and JSON recurse when they send a value on.
function isPlain(value: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null) return typeof value !== "function";
  if (depth > DEEPEST || ArrayBuffer.isView(value)) return false;
  return Object.values(value).every((one) => isPlain(one, depth + 1));
}
