// A client's program as its worker runs it: made from the learner's files in the runner, line for line and column for
// column, and handed through the gateway and the page to the worker without being looked at.
import * as z from "zod/mini";

const text = (most: number) => z.string().check(z.maxLength(most));
const short = text(1_000);
/** Characters that the files of one client may have together, with what is put before and after them. */
export const MAX_CODE = 1_000_000;

/**
 * What client code may import. By the names the package has on npm, and by the address of the file that a page would
 * load it from.
 */
export const CLIENT_PACKAGE = "socket.io-client";
export const PACKAGE_EXPORTS = [
  "io",
  "connect",
  "Manager",
  "Socket",
  "protocol",
  "default",
] as const;

/**
 * Names in a file's text that its worker gives a meaning, in place of what only a module may say. The first two are as
 * long as `import` and `import.meta`, where they stand.
 */
export const STAND_IN = {
  load: "$load$",
  meta: "import_meta",
  /** A default export without a name of its own. */
  value: "$default",
  /** `$of("messages.js")`: what that file, or the package, exports. */
  of: "$of",
  /** `await $own({ … })`: tells what the file exports, then waits until it is its turn. */
  own: "$own",
} as const;

/** Where a name leads that a file asks for: to a file or the package, or nowhere, with the words for it. */
const Found = z.union([z.object({ at: short }), z.object({ why: text(4_096) })]);

/**
 * One file. `text` is an expression: of a `module` an async function without parameters, of a `script` a function of
 * `(exports, require, module)`; of `json` it is the JSON itself.
 */
export const ClientFile = z.object({
  file: short,
  kind: z.enum(["module", "script", "json"]),
  text: text(MAX_CODE),
  /** Characters before the learner's own first: none of its lines is further down, and only the first further right. */
  head: z.int().check(z.nonnegative()),
  finds: z.record(z.string(), Found),
  /** Files that run before it, in this order. */
  after: z.array(short),
});

/** What is wrong with the files. `stack` has the places, as `    at client.ts:3:5`. */
const Flaw = z.object({
  name: short,
  message: text(4_096),
  stack: text(16_000),
});

/** A client's program, its first file first; or what is wrong with it, so that it cannot begin. */
export const ClientCode = z.union([
  z.object({ files: z.array(ClientFile).check(z.minLength(1)) }),
  z.object({ flaw: Flaw }),
]);

export type ClientFile = Readonly<z.infer<typeof ClientFile>>;
export type ClientCode = Readonly<z.infer<typeof ClientCode>>;
