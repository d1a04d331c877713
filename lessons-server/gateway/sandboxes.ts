// The sandboxes of this server: by the id in their address for whoever uses one, by id and token for its owner.
// Says how many there may be, and ends those that nobody has come back to.
import { randomBytes, timingSafeEqual } from "node:crypto";
import { createAddressRates } from "./address-rates.ts";
import { markOf } from "../log-redaction.ts";
import type { Tell } from "./happening.ts";
import { oneByOne } from "./one-by-one.ts";
import type { Runner } from "./runner-process.ts";
import { openSandbox, type Sandbox } from "./sandbox.ts";

export type Owned = {
  readonly id: string;
  readonly token: string;
  readonly sandbox: Sandbox;
  /** Takes control; whoever had it hears why it is `lost`. Returns the leave. */
  readonly control: (lost: (why: Lost) => void) => () => void;
};
/** Another connection has taken control, or the server is about to stop. */
export type Lost = "taken" | "stopping";

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
  /** Makes no more, and ends those there are one by one; resolves when all have ended. */
  readonly drain: (mostMs: number) => Promise<void>;
  readonly isDraining: () => boolean;
  readonly close: () => void;
};

type Entry = {
  readonly owned: Owned;
  /** Tells the one in control that it no longer is. */
  controller: ((why: Lost) => void) | undefined;
  /** Since when nobody has been in control. */
  idleSince: number;
};

export const SANDBOXES_LIMITS: SandboxesLimits = {
  live: 100,
  createdPerMinute: 30,
  idleMs: 60_000,
  usedMs: 300_000,
};

/** To whoever asks while the server is about to stop. */
export const STOPPING = "The lessons server is about to restart. Try again in a moment.";

const REAP_EVERY_MS = 5_000;

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
  const creations = createAddressRates(limits.createdPerMinute, clock);
  let isDraining = false;

  function create(address: string): Created {
    if (isDraining) return { ok: false, text: STOPPING };
    if (!creations.take(address)) {
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
        before?.("taken");
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
    if (!entries.delete(id)) return;
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
    async drain(mostMs) {
      isDraining = true;
      const endOne = ([id, entry]: [string, Entry]): void => {
        // Before the program ends: to the page it is the server that went, and the program is to run again.
        entry.controller?.("stopping");
        end(id, entry);
      };
      await oneByOne([...entries], endOne, mostMs);
    },
    isDraining: () => isDraining,
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
