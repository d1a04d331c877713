// The sandboxes of this server: by the id in their address for whoever uses one, by id and token for its owner.
// Says how many there may be, and ends those that nobody has come back to.
import { randomBytes, timingSafeEqual } from "node:crypto";
import { markOf } from "../log-redaction.ts";
import type { Tell } from "./happening.ts";
import { type Rate, createRate } from "./rate.ts";
import type { Runner } from "./runner-process.ts";
import { openSandbox, type Sandbox } from "./sandbox.ts";

export type Owned = {
  readonly id: string;
  readonly token: string;
  readonly sandbox: Sandbox;
  /** Takes control; whoever had it hears that it is `lost`. Returns the leave. */
  readonly control: (lost: () => void) => () => void;
};

export type Created =
  | { readonly ok: true; readonly owned: Owned }
  | { readonly ok: false; readonly text: string };

export type SandboxesLimits = {
  readonly live: number;
  /** By one address; as many may come at once. */
  readonly createdPerMinute: number;
  /** How long a sandbox outlives its last control connection, in milliseconds; and while a client is connected. */
  readonly idleMs: number;
  readonly usedMs: number;
};

export type Sandboxes = {
  readonly create: (address: string) => Created;
  /** The sandbox that this token owns; undefined when there is none, and when the token is another's. */
  readonly owned: (id: string, token: string) => Owned | undefined;
  readonly byId: (id: string) => Sandbox | undefined;
  /** Ends what has been idle for too long; done by itself every few seconds. */
  readonly reap: () => void;
  readonly close: () => void;
};

type Entry = {
  readonly owned: Owned;
  /** Tells the one in control that it no longer is. */
  controller: (() => void) | undefined;
  /** Since when nobody has been in control. */
  idleSince: number;
};

export const SANDBOXES_LIMITS: SandboxesLimits = {
  live: 100,
  createdPerMinute: 30,
  idleMs: 60_000,
  usedMs: 300_000,
};

const REAP_EVERY_MS = 5_000;
/** Addresses whose rate is remembered; beyond that, those that have waited longest begin anew. */
const REMEMBERED = 10_000;

export function openSandboxes(around: {
  readonly runner: Runner;
  readonly limits?: Partial<SandboxesLimits>;
  readonly tell?: Tell;
  /** Milliseconds, monotonic. */
  readonly clock?: () => number;
}): Sandboxes {
  const { runner, tell = () => undefined, clock = () => performance.now() } = around;
  const limits: SandboxesLimits = { ...SANDBOXES_LIMITS, ...around.limits };
  const entries = new Map<string, Entry>();
  const rates = new Map<string, Rate>();

  function create(address: string): Created {
    if (!rateOf(address).take()) {
      tell({ is: "shed", limit: "createdPerMinute" });
      const text = `Over ${limits.createdPerMinute} sandboxes were asked for from your address within a minute. Wait a little, then try again.`;
      return { ok: false, text };
    }
    if (entries.size >= limits.live) {
      tell({ is: "shed", limit: "live" });
      const text = `All ${limits.live} sandboxes of this server are in use. Try again in a minute.`;
      return { ok: false, text };
    }
    const entry = makeEntry();
    entries.set(entry.owned.id, entry);
    tell({ is: "opened", sandbox: markOf(entry.owned.id) });
    return { ok: true, owned: entry.owned };
  }

  function rateOf(address: string): Rate {
    const rate =
      rates.get(address) ??
      createRate(limits.createdPerMinute / 60, limits.createdPerMinute, clock);
    // Put back at the end: the first is then always the one that has waited longest.
    rates.delete(address);
    rates.set(address, rate);
    const [oldest] = rates.keys();
    if (rates.size > REMEMBERED && oldest !== undefined) rates.delete(oldest);
    return rate;
  }

  function makeEntry(): Entry {
    const id = secret();
    const sandbox = openSandbox({ runner, id });
    const mark = markOf(id);
    sandbox.onRun((run) => tell({ is: "run", sandbox: mark, run }));
    const owned: Owned = {
      id,
      token: secret(),
      sandbox,
      control(lost) {
        const before = entry.controller;
        entry.controller = lost;
        before?.();
        return () => {
          if (entry.controller !== lost) return;
          entry.controller = undefined;
          entry.idleSince = clock();
        };
      },
    };
    const entry: Entry = { owned, controller: undefined, idleSince: clock() };
    return entry;
  }

  function isOverdue({ owned, controller, idleSince }: Entry): boolean {
    if (controller) return false;
    const idle = clock() - idleSince;
    if (idle < limits.idleMs) return false;
    const isUsed =
      owned.sandbox
        .current()
        ?.network.counts()
        .some(({ open }) => open) ?? false;
    return !isUsed || idle >= limits.usedMs;
  }

  function reap(): void {
    for (const [id, entry] of entries) {
      if (isOverdue(entry)) end(id, entry);
    }
  }

  function end(id: string, { owned }: Entry): void {
    entries.delete(id);
    owned.sandbox.close();
    tell({ is: "closed", sandbox: markOf(id) });
  }

  const reaping = setInterval(reap, REAP_EVERY_MS).unref();
  return {
    create,
    owned(id, token) {
      const owned = entries.get(id)?.owned;
      if (!owned) return undefined;
      if (isSame(owned.token, token)) return owned;
      tell({ is: "rejected", why: "token" });
      return undefined;
    },
    byId: (id) => entries.get(id)?.owned.sandbox,
    reap,
    close() {
      clearInterval(reaping);
      for (const [id, entry] of entries) end(id, entry);
    },
  };
}

/** 128 bits, in letters that an address may hold. */
function secret(): string {
  return randomBytes(16).toString("base64url");
}

function isSame(token: string, given: string): boolean {
  const [a, b] = [Buffer.from(token), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}
