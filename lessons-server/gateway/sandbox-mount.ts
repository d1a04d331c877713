// `/s/<id>/…`: leads whoever has a sandbox's address to it. The id is all the permission there is.
import type { IncomingMessage } from "node:http";
import type { Mount } from "../mount.ts";
import { createAddressRates } from "./address-rates.ts";
import { parseSandboxAddress, type SandboxAddress } from "./address.ts";
import type { Tell } from "./happening.ts";
import { answerPlainly, type Busy, refuseUpgrade } from "./plain-answer.ts";
import type { Sandbox } from "./sandbox.ts";
import { type Sandboxes, STOPPING } from "./sandboxes.ts";

type Meant =
  | { readonly ok: true; readonly sandbox: Sandbox; readonly address: SandboxAddress }
  | { readonly ok: false; readonly status: number | Busy; readonly text: string };
type Surroundings = {
  readonly tell?: Tell;
  /** Milliseconds, monotonic. */
  readonly clock?: () => number;
};

/** The same for what never was, what has ended, and what is no id at all: nothing is to be learnt by trying. */
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

export function sandboxMount(
  sandboxes: Pick<Sandboxes, "byId" | "close"> & Partial<Pick<Sandboxes, "isDraining">>,
  { tell = () => undefined, clock = () => performance.now() }: Surroundings = {},
): Mount {
  const misses = createAddressRates(MISSES_PER_MINUTE, clock);

  function missed({ socket }: IncomingMessage): Meant {
    // Those that are let go come back to look for their sandbox.
    if (sandboxes.isDraining?.()) return GOING;
    tell({ is: "rejected", why: "sandbox" });
    return misses.take(socket.remoteAddress ?? "") ? UNKNOWN : TOO_MANY_MISSES;
  }

  function meant(req: IncomingMessage): Meant {
    const parsed = parseSandboxAddress(req.url ?? "/");
    if (!parsed.ok && parsed.why === "elsewhere") return missed(req);
    if (!parsed.ok) return { ok: false, status: 400, text: parsed.text };
    const sandbox = sandboxes.byId(parsed.address.id);
    return sandbox ? { ok: true, sandbox, address: parsed.address } : missed(req);
  }

  return {
    prefix: "/s/",
    request(req, res) {
      const to = meant(req);
      if (to.ok) to.sandbox.handleRequest(req, res, to.address);
      else answerPlainly(res, to.status, to.text);
    },
    upgrade(req, socket, head) {
      const to = meant(req);
      if (to.ok) to.sandbox.handleUpgrade({ req, socket, head }, to.address);
      else refuseUpgrade(socket, to.status, to.text);
    },
    close: async () => sandboxes.close(),
  };
}
