// What the gateway tells whoever counts and logs, beside the traces. Nothing in it is a learner's own word.
import type { Run } from "./run.ts";

/** Why somebody was not let in: a page of another site, a wrong token, an address of no sandbox. */
export type Rejection = "origin" | "token" | "sandbox";
/** A limit of the whole server, and not of one sandbox. */
export type ServerLimit = "createdPerMinute" | "livePerAddress" | "live";

/** By which a sandbox is known where its id may not be. */
type Mark = string;

export type Happening =
  | { readonly is: "opened" | "closed"; readonly sandbox: Mark }
  | { readonly is: "run"; readonly sandbox: Mark; readonly run: Run }
  /** So many wait for a sandbox now. */
  | { readonly is: "waiting"; readonly depth: number }
  | { readonly is: "rejected"; readonly why: Rejection }
  | { readonly is: "shed"; readonly limit: ServerLimit };

/** Must not throw. */
export type Tell = (happening: Happening) => void;
