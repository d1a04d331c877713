// What the card of many clients says at this moment: how many of them got it, how many did not, and why.
import { argsWords } from "#trace/deed-words.ts";
import type { SessionId } from "#trace/event.ts";
import type { Stage } from "#trace/stage.ts";
import type { StageClient } from "#trace/stage-clients.ts";
import type { Moment } from "#trace/stage-moment.ts";
import { labelOf } from "#trace/stage-sentence.ts";
import { type Note, noteOf } from "./note.ts";

export function noteOfMany(
  clients: readonly StageClient[],
  { moment }: Pick<Stage, "moment">,
  isUnderWay = false,
): Note {
  if (moment.what === "to-clients") {
    const note = outcomeOf(clients, moment, isUnderWay);
    if (note !== undefined) return note;
  }
  if (moment.what === "to-server") {
    const sender = clients.find(({ session }) => session === moment.session);
    if (sender !== undefined) {
      const note = noteOf(sender, { moment });
      return { ...note, text: `${sender.who}: ${note.text}` };
    }
  }
  const names = clients.slice(0, 3).map(({ who }) => who);
  const more = clients.length - names.length;
  return {
    tone: "quiet",
    code: undefined,
    text: `${names.join(", ")}${more > 0 ? ` and ${more} more` : ""}`,
  };
}

function outcomeOf(
  clients: readonly StageClient[],
  { delivery, recipients, passedOver }: Extract<Moment, { what: "to-clients" }>,
  isUnderWay: boolean,
): Note | undefined {
  const seats = new Set(clients.map(({ session, who }) => session ?? who));
  const isOne = ({ session, who }: Readonly<{ session: SessionId | undefined; who: string }>) =>
    seats.has(session ?? who);
  const to = recipients.filter(isOne);
  const missed = whysOf(passedOver.filter(isOne));
  if (to.length === 0)
    return missed === "" ? undefined : { tone: "passed", code: undefined, text: missed };
  const got = isUnderWay ? 0 : to.filter(({ result }) => result.result === "handled").length;
  const args = delivery.sent.what === "unreadable" ? undefined : delivery.sent.args;
  const received = got === to.length ? `${got} received` : `${got} of ${to.length} received`;
  const left = clients.length - to.length;
  return {
    tone: got === to.length ? "got" : "awaited",
    code: `${delivery.sent.what === "ack" ? "ack" : labelOf(delivery)}${argsWords(args)}`,
    text: left > 0 ? `${received}, ${left} not sent: ${missed}` : received,
  };
}

/** "not in red", or "not in red (12), disconnected (3)": the commonest first. */
function whysOf(passedOver: readonly Readonly<{ why: string }>[]): string {
  const counts = new Map<string, number>();
  for (const { why } of passedOver) counts.set(why, (counts.get(why) ?? 0) + 1);
  const whys = [...counts].toSorted(([, a], [, b]) => b - a);
  return whys.map(([why, count]) => (whys.length === 1 ? why : `${why} (${count})`)).join(", ");
}
