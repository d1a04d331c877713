// What stands in the region where something happens: what was sent to whom, and how many that were.
import type { Stage } from "#trace/stage.ts";
import type { Moment } from "#trace/stage-moment.ts";
import { labelOf, momentSentence } from "#trace/stage-sentence.ts";
import { scopeWords } from "#trace/stage-words.ts";

export type Caption = Readonly<{
  /** The namespace it is about; undefined for what has none. */
  nsp: string | undefined;
  /** What the program sent; undefined when it sent nothing. */
  sent: string | undefined;
  text: string;
  /** The same where there is little room. */
  brief: string;
  /** How many of those who were there it was sent to: "3 of 4", "nobody". Not said of what is for one alone. */
  reach: string | undefined;
}>;

/** Undefined for what the server's own words say already. */
export function captionOf(
  stage: Pick<Stage, "moment" | "server" | "clients">,
): Caption | undefined {
  const { moment } = stage;
  if (moment.what === "nothing" || moment.what === "server") return undefined;
  if (moment.what !== "to-clients") {
    const text = momentSentence(stage).replace(/\.$/, "");
    const nsp = "nsp" in moment ? moment.nsp : undefined;
    return { nsp, sent: undefined, text, brief: briefOf(moment) ?? text, reach: undefined };
  }
  const { delivery, recipients, passedOver } = moment;
  return {
    nsp: delivery.nsp,
    sent: delivery.sent.what === "ack" ? "ack" : labelOf(delivery),
    text: scopeWords(delivery),
    brief: scopeWords(delivery).replace(/^to everyone in (?!\/)/, "to "),
    reach: delivery.by === "emit" ? undefined : reachOf(recipients.length, passedOver.length),
  };
}

function reachOf(chosen: number, passedOver: number): string {
  if (chosen === 0) return "nobody";
  return passedOver === 0 ? `all ${chosen}` : `${chosen} of ${chosen + passedOver}`;
}

const briefOf = (moment: Moment): string | undefined =>
  moment.what === "failed" && moment.brief
    ? `${moment.client}: ${moment.brief.text}${moment.brief.more}`
    : undefined;
