// Acknowledgements on stage: what became of one that a client asked for, and what one that comes back answers.
import { type Ack, acks } from "#trace/acks.ts";
import { ackWords } from "#trace/ack-words.ts";
import type { EventOf, Trace } from "#trace/event.ts";
import { readPacketText, saidIn } from "#trace/packet-text.ts";
import type { Upward } from "#trace/upward.ts";

/** Of an event that asked for an acknowledgement: how it stands, in few words. */
export type Answer = Readonly<{
  state: Ack["of"][number]["state"]["state"];
  text: string;
}>;

/** Undefined for what asked for none. */
export function answerTo(trace: Trace, { seq, client, ack, wantsAck }: Upward): Answer | undefined {
  if (!wantsAck) return undefined;
  const asked = acks(trace).find(
    (one) => one.seq === seq && one.client === client && one.id === ack,
  );
  const [of] = asked?.of ?? [];
  if (asked === undefined || of === undefined) return undefined;
  return { state: of.state.state, text: ackWords(asked, of) };
}

/** What the acknowledgement that the program sent with `sending` does: "answers ask after 12 ms". */
export function answerWords(trace: Trace, sending: EventOf<"emit">): string | undefined {
  if (saidIn(readPacketText(sending.packet))?.is !== "ack") return undefined;
  for (const { event, of, who } of acks(trace).toReversed())
    for (const { state } of of)
      if (state.state === "answered" && state.seq === sending.seq)
        return `answers ${event} after ${Math.round(state.ms)} ms${state.isLate ? `: too late, ${who} had given up` : ""}`;
  return undefined;
}
