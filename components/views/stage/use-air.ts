// Keeps what is in the air: launches what has happened since the last picture when time goes on, and only the packets of
// the moment when somebody steps or jumps.
"use client";
import { useEffect, useLayoutEffect, useState } from "react";
import type { SessionId, Trace } from "#trace/event.ts";
import { flights } from "#trace/flights.ts";
import type { Moment } from "#trace/stage-moment.ts";
import { type Air, launched, nextLanding, settled, underWay } from "./air.ts";

export type Motion = {
  /** Whether the moment shown follows the run, live or played. */
  readonly follows: boolean;
  readonly speed: number;
};

/** What is in the air over the picture of a trace. */
type Sky = Motion &
  Readonly<{
    trace: Trace;
    moment: Moment;
    air: Air;
    /** The events whose packets stay where they have arrived. */
    resting: ReadonlySet<number>;
  }>;
type Picture = Omit<Sky, "air" | "resting">;

/** `resting` are the events whose packets stay where they have arrived. */
export function useAir(trace: Trace, moment: Moment, { follows, speed }: Motion) {
  const [sky, setSky] = useState<Sky>(CLEAR);
  // Before there is a screen nothing flies.
  const [isSeen, see] = useState(false);
  useLayoutEffect(() => see(true), []);
  const isOld =
    sky.trace !== trace || sky.moment !== moment || sky.follows !== follows || sky.speed !== speed;
  // Here and not in an effect: the picture is drawn once, with what flies over it.
  if (isSeen && isOld) setSky(skyAfter(sky, { trace, moment, follows, speed }, performance.now()));
  const { air, resting } = sky;

  // At every landing the picture changes: what stays has arrived, and what does not is gone.
  useEffect(() => {
    const next = nextLanding(air, performance.now());
    if (next === undefined) return undefined;
    const land = () =>
      setSky((known) => ({
        ...known,
        air: settled(known.air, known.resting, performance.now()).slice(),
      }));
    const timer = setTimeout(land, next - performance.now() + SEEN_MS);
    return () => clearTimeout(timer);
  }, [air]);

  const seq = "seq" in moment ? moment.seq : -1;
  return { air, resting, arriving: isStill() ? NOBODY : underWay(air, seq, performance.now()) };
}

/** Two frames: what lands while much happens is drawn with what comes next. */
const SEEN_MS = 33;

function skyAfter(sky: Sky, picture: Picture, now: number): Sky {
  const { trace, moment, follows, speed } = picture;
  const rests = restingIn(moment);
  const after = follows && continues(trace, sky.trace) ? sky.trace.at(-1)?.seq : undefined;
  const left = after === undefined ? sky.air.filter(({ seq }) => rests.has(seq)) : sky.air;
  const fresh =
    after === undefined
      ? flights(trace, Math.min(...rests, Number.POSITIVE_INFINITY) - 1).filter(({ seq }) =>
          rests.has(seq),
        )
      : flights(trace, after);
  const next = launched(settled(left, rests, now), fresh, { now, speed });
  return {
    ...picture,
    air: next.length === 0 && sky.air.length === 0 ? sky.air : next,
    resting: isSame(sky.resting, rests) ? sky.resting : rests,
  };
}

const NOBODY: ReadonlySet<SessionId> = new Set();

/** Whoever wants no motion sees nothing travel: what is sent has arrived. */
export const isStill = (): boolean =>
  typeof matchMedia === "undefined" || matchMedia("(prefers-reduced-motion: reduce)").matches;

const NONE: ReadonlySet<number> = new Set();
const CLEAR: Sky = {
  trace: [],
  moment: { what: "nothing" },
  follows: false,
  speed: 1,
  air: [],
  resting: NONE,
};

function restingIn(moment: Moment): ReadonlySet<number> {
  if (moment.what === "to-server") return new Set([moment.seq]);
  if (moment.what !== "to-clients") return NONE;
  const { cause, seq } = moment;
  return new Set(cause === undefined ? [seq] : [cause.seq, seq]);
}

/** Whether a trace is the earlier one and what came after it. Of the first picture nothing has been missed. */
function continues(trace: Trace, before: Trace): boolean {
  const last = before.at(-1);
  if (last === undefined || trace.length < before.length) return false;
  return trace[before.length - 1] === last || (trace[0]?.kind === "gap" && trace.includes(last));
}

const isSame = (a: ReadonlySet<number>, b: ReadonlySet<number>): boolean =>
  a.size === b.size && [...a].every((seq) => b.has(seq));
