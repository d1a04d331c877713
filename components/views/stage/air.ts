// What is in the air over the stage: packets that have set out and not been overtaken by the moment. Several on one wire
// follow each other at a distance, an answer sets out when its question has come in, and under load they travel together
// with their number, so that what is drawn never falls behind what happens. Times are milliseconds on the page's clock.
import type { SessionId } from "#trace/event.ts";
import type { Flight } from "#trace/flights.ts";

export const TRAVEL_MS = 400;
/** Between two packets on one wire. */
const APART_MS = 110;
/** Later than this after its time nothing sets out by itself. */
const LATEST_MS = 700;

export type Flying = Flight &
  Readonly<{
    key: string;
    /** When it sets out, and how long after `launchedAt` that is. */
    start: number;
    launchedAt: number;
    travel: number;
    /** How many packets it stands for. */
    count: number;
  }>;
export type Air = readonly Flying[];

/** `now` is the time, `speed` 1 for a travel of 400 ms. */
export type Wind = Readonly<{ now: number; speed: number }>;

/** The air after these have been launched into it, in their order. Those in it already are not launched again. */
export function launched(air: Air, flights: readonly Flight[], { now, speed }: Wind): Air {
  const next = [...air];
  const known = new Set(air.map(({ key }) => key));
  const latest = now + LATEST_MS / speed;
  const last = new Map(air.map((flying, i) => [wireOf(flying), i]));
  const arrivals = new Map(
    air.filter(({ direction }) => direction === "up").map((up) => [up.seq, landing(up)]),
  );
  for (const flight of flights) {
    const key = `${flight.direction} ${flight.seq} ${flight.session}`;
    if (known.has(key)) continue;
    const wire = wireOf(flight);
    const before = last.get(wire);
    const ahead = before === undefined ? undefined : next[before];
    const asked = flight.cause === undefined ? undefined : arrivals.get(flight.cause);
    const wanted = Math.max(
      now,
      asked ?? now,
      ahead === undefined ? now : ahead.start + APART_MS / speed,
    );
    if (wanted > latest && ahead !== undefined && before !== undefined && ahead.start > now) {
      next[before] = {
        ...ahead,
        seq: flight.seq,
        count: ahead.count + 1,
        label: ahead.label === flight.label ? ahead.label : "packets",
      };
      continue;
    }
    const start = Math.min(wanted, latest);
    const flying = { ...flight, key, start, launchedAt: now, travel: TRAVEL_MS / speed, count: 1 };
    last.set(wire, next.length);
    if (flight.direction === "up") arrivals.set(flight.seq, landing(flying));
    next.push(flying);
  }
  return next;
}

/** Without what has landed, except the packets of these events: they lie where they arrived. */
export function settled(air: Air, kept: ReadonlySet<number>, now: number): Air {
  const left = air.filter((flying) => kept.has(flying.seq) || landing(flying) > now);
  return left.length === air.length ? air : left;
}

/** When the next thing lands; undefined if nothing is travelling. */
export function nextLanding(air: Air, now: number): number | undefined {
  const times = air.map(landing).filter((time) => time > now);
  return times.length === 0 ? undefined : Math.min(...times);
}

/** The sessions to which a packet of this event is still travelling. */
export function underWay(air: Air, seq: number, now: number): ReadonlySet<SessionId> {
  return new Set(
    air
      .filter((one) => one.seq === seq && one.direction === "down" && !one.isDropped)
      .filter((one) => landing(one) > now)
      .map(({ session }) => session),
  );
}

export const landing = ({ start, travel }: Pick<Flying, "start" | "travel">): number =>
  start + travel;

const wireOf = ({ session, direction }: Flight): string => `${session} ${direction}`;
