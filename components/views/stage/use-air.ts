// Keeps what is in the air: launches what has happened since the last picture when time goes on, and only the packets of
// the moment when somebody steps or jumps.
"use client";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import type { SessionId, Trace } from "#trace/event.ts";
import { flights } from "#trace/flights.ts";
import type { Moment } from "#trace/stage-moment.ts";
import { type Air, launched, nextLanding, settled, underWay } from "./air.ts";

export type Motion = {
  /** Whether the moment shown follows the run, live or played. */
  readonly follows: boolean;
  readonly speed: number;
};

/** `resting` are the events whose packets stay where they have arrived. */
export function useAir(trace: Trace, moment: Moment, { follows, speed }: Motion) {
  const [air, setAir] = useState<Air>([]);
  const before = useRef<Trace>([]);
  const [resting, setResting] = useState<ReadonlySet<number>>(NONE);

  useLayoutEffect(() => {
    const shown = before.current;
    before.current = trace;
    const rests = restingIn(moment);
    const now = performance.now();
    const after = follows && continues(trace, shown) ? shown.at(-1)?.seq : undefined;
    setResting((known) => (isSame(known, rests) ? known : rests));
    setAir((known) => {
      const left = after === undefined ? known.filter(({ seq }) => rests.has(seq)) : known;
      const fresh =
        after === undefined
          ? flights(trace, Math.min(...rests, Number.POSITIVE_INFINITY) - 1).filter(({ seq }) =>
              rests.has(seq),
            )
          : flights(trace, after);
      const next = launched(settled(left, rests, now), fresh, { now, speed });
      return next.length === 0 && known.length === 0 ? known : next;
    });
  }, [trace, moment, follows, speed]);

  // At every landing the picture changes: what stays has arrived, and what does not is gone.
  useEffect(() => {
    const next = nextLanding(air, performance.now());
    const timer =
      next === undefined
        ? undefined
        : setTimeout(
            () => {
              const now = performance.now();
              setAir((known) => settled(known, resting, now).slice());
            },
            next - performance.now() + 1,
          );
    return () => clearTimeout(timer);
  }, [air, resting]);

  const seq = "seq" in moment ? moment.seq : -1;
  return { air, resting, arriving: isStill() ? NOBODY : underWay(air, seq, performance.now()) };
}

const NOBODY: ReadonlySet<SessionId> = new Set();

/** Whoever wants no motion sees nothing travel: what is sent has arrived. */
export const isStill = (): boolean =>
  typeof matchMedia === "undefined" || matchMedia("(prefers-reduced-motion: reduce)").matches;

const NONE: ReadonlySet<number> = new Set();

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
