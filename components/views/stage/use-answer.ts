// How the acknowledgement of the moment stands. What finds that comes when there is first something to find.
"use client";
import { useEffect, useMemo, useState } from "react";
import { arrived } from "#components/ui/arriving.tsx";
import type { Trace } from "#trace/event.ts";
import type { Answer, answerIn } from "#trace/stage-answers.ts";
import type { Moment } from "#trace/stage-moment.ts";

/** Undefined where there is none, and until it is known. */
export function useAnswer(trace: Trace, moment: Moment): Answer | undefined {
  const [find, setFind] = useState<typeof answerIn>();
  const isAsked =
    (moment.what === "to-server" && moment.wantsAck) ||
    (moment.what === "to-clients" && moment.delivery.sent.what === "ack");
  useEffect(() => {
    if (!isAsked || find !== undefined) return undefined;
    let isHere = true;
    // Without it the card says that it was sent, which is true too.
    void arrived(() => import("#trace/stage-answers.ts")).then(({ answerIn: found }) => {
      if (isHere) setFind(() => found);
    });
    return () => {
      isHere = false;
    };
  }, [isAsked, find]);
  return useMemo(
    () => (isAsked ? find?.(trace, moment) : undefined),
    [isAsked, find, trace, moment],
  );
}
