// What the card of many clients says at this moment: how many of them got it, how many did not, and why.
import { argsWords } from "#trace/deed-words.ts";
import type { Stage } from "#trace/stage.ts";
import type { StageClient } from "#trace/stage-clients.ts";
import { labelOf } from "#trace/stage-sentence.ts";
import { type Note, noteOf } from "./note.ts";

export function noteOfMany(
  clients: readonly StageClient[],
  { moment }: Pick<Stage, "moment">,
  isUnderWay = false,
): Note {
  if (moment.what === "to-clients") {
    const { delivery, recipients, passedOver } = moment;
    const sessions = new Set(clients.flatMap(({ session }) => session ?? []));
    const to = recipients.filter(({ session }) => session !== undefined && sessions.has(session));
    if (to.length === 0) {
      const why = passedOver.find(({ session }) => session !== undefined && sessions.has(session));
      if (why !== undefined) return { tone: "passed", code: undefined, text: why.why };
    } else {
      const got = isUnderWay ? 0 : to.filter(({ result }) => result.result === "handled").length;
      const args = delivery.sent.what === "unreadable" ? undefined : delivery.sent.args;
      return {
        tone: got === to.length ? "got" : "awaited",
        code: `${delivery.sent.what === "ack" ? "ack" : labelOf(delivery)}${argsWords(args)}`,
        text: got === to.length ? `${got} received` : `${got} of ${to.length} received`,
        ...(to.length < clients.length && { more: `, ${clients.length - to.length} not sent` }),
      };
    }
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
