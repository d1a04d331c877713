// The first layer of the guest: Node's inspect alone, so that what only its loading needs is collected before the rest.
import "./missing.ts";
import * as inspect from "node-inspect-extracted";

declare global {
  /** Modules that one layer hands to the next; deleted before learner code can run. */
  var __layers: Record<string, unknown>;
}

globalThis.__layers = { "node-inspect-extracted": inspect };
