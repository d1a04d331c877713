// Which sandbox somebody means who brings its id. The id is all the permission there is, so nothing is to be learnt by
// trying, and nobody may try often.
import type { IncomingMessage } from "node:http";
import { type AddressOf, connectionAddress } from "../visitor.ts";
import { createAddressRates } from "./address-rates.ts";
import type { Tell } from "./happening.ts";
import type { Busy } from "./plain-answer.ts";
import type { Sandbox } from "./sandbox.ts";
import { type Sandboxes, STOPPING } from "./sandboxes.ts";

export type Known = { readonly ok: true; readonly sandbox: Sandbox } | Unknown;
/** What to answer instead. */
export type Unknown = {
  readonly ok: false;
  readonly status: number | Busy;
  readonly text: string;
};
export type Surroundings = {
  readonly tell?: Tell;
  /** Whose address limits are counted by; the connection’s own unless told. */
  readonly addressOf?: AddressOf;
  /** Milliseconds, monotonic. */
  readonly clock?: () => number;
};

/** The same for what never was, what has ended, and what is no id at all. */
const UNKNOWN = {
  ok: false,
  status: 404,
  text: "There is no sandbox at this address. It may have ended: press Run on its page.",
} as const;
const MISSES_PER_MINUTE = 20;
const TOO_MANY_MISSES = {
  ok: false,
  status: { status: 429, retryAfter: 60 },
  text: `Your address has asked for over ${MISSES_PER_MINUTE} sandboxes within a minute that are not there. Wait a minute.`,
} as const;
const GOING = { ok: false, status: { status: 503, retryAfter: 5 }, text: STOPPING } as const;

export type KnownSandboxes = {
  readonly find: (req: Asking, id: string) => Known;
  /** What to say to whoever has brought no id at all. */
  readonly missed: (req: Asking) => Unknown;
};
type Asking = Pick<IncomingMessage, "socket" | "headers">;

export function knownSandboxes(
  sandboxes: Pick<Sandboxes, "byId"> & Partial<Pick<Sandboxes, "isDraining">>,
  {
    tell = () => undefined,
    addressOf = connectionAddress,
    clock = () => performance.now(),
  }: Surroundings = {},
): KnownSandboxes {
  const misses = createAddressRates(MISSES_PER_MINUTE, clock);

  function missed(req: Asking): Unknown {
    // Those that are let go come back to look for their sandbox.
    if (sandboxes.isDraining?.()) return GOING;
    tell({ is: "rejected", why: "sandbox" });
    return misses.take(addressOf(req)) ? UNKNOWN : TOO_MANY_MISSES;
  }

  return {
    find(req, id) {
      const sandbox = sandboxes.byId(id);
      return sandbox ? { ok: true, sandbox } : missed(req);
    },
    missed,
  };
}
