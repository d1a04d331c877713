// The same numbered news on several ways, side by side: for each client what it asked, what passed, what it knows, and how
// long it went without. Everything since somebody was last told to set the rate, or since the beginning of what is kept.
import type { EventOf, Seq, Trace } from "#trace/event.ts";
import { feedTraffic, type Passed, type Published } from "#trace/feed-traffic.ts";

export type Feed = Readonly<{
  client: string;
  /** The number of the newest news it was sent in this stretch, or undefined. */
  knows: number | undefined;
  requests: number;
  /** Bytes. */
  up: number;
  down: number;
  /**
   * Milliseconds from when the program had a piece of news until the first bytes with it, or with something newer, left
   * the server for this client: one for each that has, in their order.
   */
  waits: readonly number[];
}>;

/**
 * `seq`: where the stretch begins. `perSecond`: what was asked for, or what came about where the asking is no longer kept.
 * `ms`: how long it has lasted, on the gateway’s clock. `latest`: the newest number published in it.
 */
export type Feeds = Readonly<{
  seq: Seq;
  perSecond: number;
  ms: number;
  published: number;
  latest: number | undefined;
  feeds: readonly Feed[];
}>;

/** Undefined until somebody was told to post a rate, as `{ perSecond }`, to that path; or perhaps was, before a gap. */
export function feeds(
  trace: Trace,
  asked: { readonly clients: readonly string[]; readonly path: string },
): Feeds | undefined {
  const act = trace.findLast(
    (event): event is EventOf<"act"> =>
      event.kind === "act" && event.deed.do === "http" && event.deed.path === asked.path,
  );
  const [first] = trace;
  const begin = act ?? (first?.kind === "gap" ? first : undefined);
  const last = trace.at(-1);
  if (!begin || !last) return undefined;
  const ms = last.at - begin.at;
  const stretch = feedTraffic(trace).filter(({ seq }) => seq > begin.seq);
  const published = stretch.filter((one) => one.is === "published");
  const passed = stretch.filter((one) => one.is === "passed");
  return {
    seq: begin.seq,
    perSecond: act ? perSecondOf(act) : ms > 0 ? (published.length * 1000) / ms : 0,
    ms,
    published: published.length,
    latest: published.at(-1)?.n,
    feeds: asked.clients.map((client) =>
      feedOf(
        client,
        passed.filter((one) => one.client === client),
        published,
      ),
    ),
  };
}

function feedOf(client: string, passed: readonly Passed[], published: readonly Published[]): Feed {
  const sum = (of: (one: Passed) => number) => passed.reduce((all, one) => all + of(one), 0);
  const told = passed
    .filter(({ news }) => news.length > 0)
    .map(({ at, news }) => ({ at, n: Math.max(...news) }));
  return {
    client,
    knows: told.length === 0 ? undefined : Math.max(...told.map(({ n }) => n)),
    requests: sum(({ requests }) => requests),
    up: sum(({ up }) => up),
    down: sum(({ down }) => down),
    waits: waitsOf(published, told),
  };
}

/** Both in the order of time; what is known never gets older, so one look along both is enough. */
function waitsOf(
  published: readonly Published[],
  told: readonly { readonly at: number; readonly n: number }[],
): readonly number[] {
  const waits: number[] = [];
  let next = 0;
  for (const { at, n } of published) {
    while (next < told.length && (told[next]?.n ?? 0) < n) next += 1;
    const first = told[next];
    if (first) waits.push(Math.max(0, first.at - at));
  }
  return waits;
}

function perSecondOf({ deed }: EventOf<"act">): number {
  try {
    const { perSecond } = JSON.parse((deed.do === "http" && deed.body) || "{}") as {
      readonly perSecond?: unknown;
    };
    return Number(perSecond) || 0;
  } catch {
    return 0;
  }
}

/** The middle one of these, the upper of two; undefined of none. */
export const middleOf = (values: readonly number[]): number | undefined =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];
