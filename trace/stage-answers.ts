// Acknowledgements on stage: what became of one that a client asked for, and what one that comes back answers. Apart from
// the moment itself, so that a page need not load it before it is asked for.
import { type Ack, acks } from "#trace/acks.ts";
import { ackWords } from "#trace/ack-words.ts";
import type { Seq, Trace } from "#trace/event.ts";
import type { Moment } from "#trace/stage-moment.ts";
import type { Upward } from "#trace/upward.ts";

/** How the acknowledgement of a moment stands, in few words. */
export type Answer = Readonly<{
  state: Ack["of"][number]["state"]["state"];
  text: string;
}>;

/** Of an event that asked for one, or of one that is sent back; undefined for every other moment. */
export function answerIn(trace: Trace, moment: Moment): Answer | undefined {
  if (moment.what === "to-server") return answerTo(trace, moment);
  return moment.what === "to-clients" && moment.delivery.sent.what === "ack"
    ? answerBy(trace, moment.seq)
    : undefined;
}

function answerTo(trace: Trace, { seq, client, ack, wantsAck }: Upward): Answer | undefined {
  if (!wantsAck) return undefined;
  const asked = acks(trace).find(
    (one) => one.seq === seq && one.client === client && one.id === ack,
  );
  const [of] = asked?.of ?? [];
  if (asked === undefined || of === undefined) return undefined;
  return { state: of.state.state, text: ackWords(asked, of) };
}

/** "answers ask after 12 ms". */
function answerBy(trace: Trace, seq: Seq): Answer | undefined {
  for (const { event, of, who } of acks(trace).toReversed())
    for (const { state } of of)
      if (state.state === "answered" && state.seq === seq) {
        const late = state.isLate ? `: too late, ${who} had given up` : "";
        const text = `answers ${event} after ${Math.round(state.ms)} ms${late}`;
        return { state: "answered", text };
      }
  return undefined;
}
