// The last events that the learner had a client emit, as they were written: in this tab, for this lesson. Read by hand, like
// all that a browser keeps for us.

/** `ack` is how long to wait for an acknowledgement, in milliseconds, if one is asked for. */
export type Written = {
  readonly nsp: string;
  readonly event: string;
  /** The arguments as text. */
  readonly args: string;
  readonly ack?: number;
};

const MOST = 8;
/** Longer ones would fill the storage, and nobody could tell them apart. */
const LONGEST = 2_000;

const keyOf = (lesson: string, who: string) => `sockets-101:emits:${lesson}:${who}`;

/** Whose they are. To ask a browser for its storage may throw already, when it keeps nothing. */
export type RecentOf = {
  readonly storage: () => Pick<Storage, "getItem" | "setItem">;
  readonly lesson: string;
  readonly who: string;
};

/** Newest first; none if none can be read. */
export function recentEmits({ storage, lesson, who }: RecentOf): readonly Written[] {
  try {
    const kept: unknown = JSON.parse(storage().getItem(keyOf(lesson, who)) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isWritten).slice(0, MOST) : [];
  } catch {
    return [];
  }
}

/** The list with this one at its head, and once; kept if the browser keeps anything. */
export function withRecent(
  { storage, lesson, who }: RecentOf,
  recent: readonly Written[],
  written: Written,
): readonly Written[] {
  if (written.args.length > LONGEST) return recent;
  const others = recent.filter((one) => !isSame(one, written));
  const next = [written, ...others].slice(0, MOST);
  try {
    storage().setItem(keyOf(lesson, who), JSON.stringify(next));
  } catch {
    // A browser that keeps nothing: the list lasts as long as the page.
  }
  return next;
}

const isSame = (one: Written, other: Written): boolean =>
  one.nsp === other.nsp &&
  one.event === other.event &&
  one.args === other.args &&
  one.ack === other.ack;

function isWritten(kept: unknown): kept is Written {
  if (typeof kept !== "object" || kept === null) return false;
  const { nsp, event, args, ack } = kept as Record<string, unknown>;
  return (
    [nsp, event, args].every((text) => typeof text === "string") &&
    (ack === undefined || (typeof ack === "number" && ack > 0))
  );
}
