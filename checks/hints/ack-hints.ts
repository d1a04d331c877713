// An acknowledgement that did not come, or carried something else.
import type { Claim } from "#protocol/exercise.ts";
import { deliveries } from "#trace/deliveries.ts";
import type { EventOf } from "#trace/event.ts";
import { isSending } from "#trace/delivery-at.ts";
import { list } from "../verdict.ts";
import { seenPackets } from "../wire.ts";
import { aimWords } from "./aim.ts";
import { notThereHints } from "./away-hints.ts";
import {
  arrivalOf,
  type CheckRun,
  deedsIn,
  doer,
  effectsOf,
  type Hint,
  hint,
  lineNaming,
  lineWords,
  packetWords,
} from "./run.ts";
import { unheardHints } from "./silent-hints.ts";
import { valueHints } from "./value-hints.ts";

type Acknowledges = Extract<Claim, { acknowledges: unknown }>["acknowledges"];

export function ackHints(run: CheckRun, claim: Acknowledges): readonly Hint[] {
  const { client, event, values } = claim;
  const deed = deedsIn(run, claim).findLast(
    (one): one is EventOf<"act"> =>
      one.client === client && "event" in one.deed && one.deed.event === event,
  );
  const arrival = deed && arrivalOf(run, deed);
  if (!deed || !arrival) return notThereHints(run, client);
  const unheard = run.trace.find(
    (one) =>
      one.kind === "unheard" &&
      one.event === event &&
      one.session === arrival.session &&
      one.seq > arrival.seq,
  );
  if (unheard) return unheardHints(run, { arrival, at: unheard.seq });
  const answer = seenPackets(run.trace).find(
    (one) =>
      one.seq > arrival.seq &&
      one.client === client &&
      one.direction === "down" &&
      one.session === arrival.session &&
      (one.type === "ACK" || one.type === "BINARY_ACK") &&
      one.id === arrival.ack,
  );
  if (answer)
    return valueHints(run, {
      came: answer,
      due: values,
      sent: deliveries(run.trace).findLast(
        (one) =>
          one.seq <= answer.seq &&
          one.sent.what === "ack" &&
          one.sent.id === answer.id &&
          one.outcomes.some(
            ({ client: own, result }) => own === client && result.result !== "not-sent",
          ),
      ),
    });
  return unansweredHints(run, { deed, event });
}

function unansweredHints(
  run: CheckRun,
  { deed, event }: { readonly deed: EventOf<"act">; readonly event: string },
): readonly Hint[] {
  const arrival = arrivalOf(run, deed);
  const effects = effectsOf(run, deed.seq);
  const all = deliveries(run.trace);
  const sent = effects
    .filter(isSending)
    .flatMap(({ seq }) => all.find((one) => one.seq === seq) ?? []);
  const handler = lineNaming(run, { event, isHeard: true });
  const instead = sent.map((one) => {
    const name = one.sent.what === "event" ? one.sent.event : "an answer";
    return `\`${name}\` ${aimWords(one)}${one.where ? `, from ${lineWords(one.where)}` : ""}`;
  });
  const at = arrival?.seq ?? deed.seq;
  return [
    hint(
      `${arrival ? packetWords(arrival) : `${deed.client}’s \`${event}\``} reached your server, and was not answered.${instead.length > 0 ? ` What was sent instead was ${list(instead)}.` : ""}`,
      { at },
    ),
    hint(
      handler
        ? `${doer(handler)} handles it, and came to its end without answering ${deed.client}.`
        : `Your program ran for it, and did not answer ${deed.client}.`,
      { at, where: handler },
    ),
    hint(
      "Whoever asks for an acknowledgement puts a function behind the last argument. A handler that does not take it, or does not call it on every way through, leaves the client waiting.",
      { where: handler },
    ),
  ];
}
