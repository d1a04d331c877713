// The sandboxes of this server: by the id in their address for whoever uses one, by id and token for its owner.
// Says how many there may be, and ends those that nobody has come back to.
import { randomBytes, timingSafeEqual } from "node:crypto";
import { createAddressRates } from "./address-rates.ts";
import { capacityOf, memoryHere } from "./capacity.ts";
import { markOf } from "../observing/log-redaction.ts";
import type { Tell } from "./happening.ts";
import { oneByOne } from "./one-by-one.ts";
import type { Runner } from "./runner-process.ts";
import { openSandbox, type Sandbox } from "./sandbox.ts";
import { createWaitingLine } from "./waiting-line.ts";

export type Owned = {
  readonly id: string;
  readonly token: string;
  readonly sandbox: Sandbox;
  /** Takes control; whoever had it hears why it is `lost`. Returns the leave. */
  readonly control: (lost: (why: Lost) => void) => () => void;
  /** Whoever is in control does something with it, and does not just leave it open. */
  readonly use: () => void;
};
/** Another connection has taken control, nobody has used it for too long, or the server is about to stop. */
export type Lost = "taken" | "unused" | "stopping";

export type Created =
  | { readonly ok: true; readonly owned: Owned }
  | { readonly ok: false; readonly text: string };

export type SandboxesLimits = {
  readonly live: number;
  /** How many may wait for one. */
  readonly waiting: number;
  /** By one address; as many may come at once, and twice as many be there at once. */
  readonly createdPerMinute: number;
  /** How long a sandbox outlives its last control connection, in milliseconds; and while a client is connected. */
  readonly idleMs: number;
  readonly usedMs: number;
  /** How long it outlives its last control connection while others wait for one. */
  readonly awaitedMs: number;
  /** How long it may be in control of a page that does nothing with it. */
  readonly unusedMs: number;
};

export type Sandboxes = {
  /** A new sandbox. When all are in use it waits for its turn, as long as `signal` lets it. */
  readonly obtain: (address: string, waiting: Patience) => Promise<Created>;
  /** How many pages may be connected: those who have one, those who wait, and a few more to be told so. */
  readonly mostPages: number;
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

type Patience = {
  /** Hears its place in the queue whenever it changes; 1 is next. */
  readonly onPlace: (place: number) => void;
  readonly signal: AbortSignal;
};

type Entry = {
  readonly owned: Owned;
  readonly address: string;
  /** Tells the one in control that it no longer is. */
  controller: ((why: Lost) => void) | undefined;
  /** Since when nobody has been in control. */
  idleSince: number;
  usedAt: number;
};

export const SANDBOXES_LIMITS: SandboxesLimits = {
  live: capacityOf(memoryHere()),
  waiting: 100,
  createdPerMinute: 30,
  idleMs: 60_000,
  usedMs: 300_000,
  awaitedMs: 10_000,
  unusedMs: 2_700_000,
};

/** To whoever asks while the server is about to stop. */
export const STOPPING = "The lessons server is about to restart. Try again in a moment.";

/** To whoever has left the queue, or has asked again and waits in another place. */
const LEFT = "This page has left the queue for a sandbox. Reload it to wait for one again.";

/** Pages that find no place in the queue either. */
const MORE_PAGES = 50;
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
  const line = createWaitingLine(limits.waiting);
  let isDraining = false;

  const isFull = (): boolean => entries.size >= limits.live;

  /** Why this address may have none now, however many there are. */
  function refusal(address: string): string | undefined {
    if (isDraining) return STOPPING;
    const most = 2 * limits.createdPerMinute;
    const has = [...entries.values()].filter((entry) => entry.address === address).length;
    if (has >= most) {
      tell({ is: "shed", limit: "livePerAddress" });
      return `Your address has ${most} sandboxes already. Close a page that is not needed any more, then try again in a minute.`;
    }
    if (creations.take(address)) return undefined;
    tell({ is: "shed", limit: "createdPerMinute" });
    return `Over ${limits.createdPerMinute} sandboxes were asked for from your address within a minute. Wait a little, then try again.`;
  }

  async function obtain(address: string, { onPlace, signal }: Patience): Promise<Created> {
    const text = refusal(address);
    if (text !== undefined) return { ok: false, text };
    if (!isFull() && line.depth() === 0) return { ok: true, owned: make(address) };
    const place = line.join(onPlace);
    if (!place) return full();
    tell({ is: "waiting", depth: line.depth() });
    signal.addEventListener("abort", place.leave);
    const isItsTurn = await place.turn;
    tell({ is: "waiting", depth: line.depth() });
    if (isDraining) return { ok: false, text: STOPPING };
    if (!isItsTurn) return { ok: false, text: LEFT };
    return { ok: true, owned: make(address) };
  }

  function full(): Created {
    tell({ is: "shed", limit: "live" });
    const text = `All ${limits.live} sandboxes of this server are in use, and ${line.depth()} wait for one. Try again in a minute.`;
    return { ok: false, text };
  }

  function make(address: string): Owned {
    const entry = makeEntry(address);
    entries.set(entry.owned.id, entry);
    tell({ is: "opened", sandbox: markOf(entry.owned.id) });
    return entry.owned;
  }

  function makeEntry(address: string): Entry {
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
        entry.usedAt = clock();
        before?.("taken");
        return () => {
          if (entry.controller !== lost) return;
          entry.controller = undefined;
          entry.idleSince = clock();
        };
      },
      use: () => void (entry.usedAt = clock()),
    };
    const now = clock();
    const entry: Entry = { owned, address, controller: undefined, idleSince: now, usedAt: now };
    return entry;
  }

  function isOverdue({ owned, controller, idleSince, usedAt }: Entry): boolean {
    if (controller) return clock() - usedAt >= limits.unusedMs;
    const idle = clock() - idleSince;
    if (line.depth() > 0 && idle >= limits.awaitedMs) return true;
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

  function end(id: string, { owned, controller }: Entry, why: Lost = "unused"): void {
    if (!entries.delete(id)) return;
    // Before the program ends: to the page it is the sandbox that went, and the program may run again in another.
    controller?.(why);
    owned.sandbox.close();
    tell({ is: "closed", sandbox: markOf(id) });
    if (!isFull()) line.admit();
  }

  /** Those who wait are told why they wait no longer. */
  function makeNoMore(): void {
    isDraining = true;
    while (line.depth() > 0) line.admit();
  }

  const reaping = setInterval(reap, REAP_EVERY_MS).unref();
  return {
    obtain,
    mostPages: limits.live + limits.waiting + MORE_PAGES,
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
      makeNoMore();
      await oneByOne([...entries], ([id, entry]) => end(id, entry, "stopping"), mostMs);
    },
    isDraining: () => isDraining,
    close() {
      clearInterval(reaping);
      makeNoMore();
      for (const [id, entry] of entries) end(id, entry, "stopping");
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
