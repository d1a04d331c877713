// Who received an event and who did not, against what was asked: worked out from what the program sent, and to whom.
import { list, matches, often } from "../verdict.ts";
import { socketIds } from "../socket-ids.ts";
import { seenPackets } from "../wire.ts";
import { missedHints } from "./missed-hints.ts";
import {
  boundsOf,
  causeOf,
  type CheckRun,
  doer,
  type Hint,
  hint,
  lineWords,
  namesOf,
  packetWords,
  sentIn,
  valuesWords,
} from "./run.ts";
import { aimWords } from "./aim.ts";
import { silentHints } from "./silent-hints.ts";
import { surplusHints } from "./surplus-hints.ts";
import { type Receives, sendingOf, type Told } from "./told.ts";
import { valueHints } from "./value-hints.ts";

/** Of a claim that does not hold. */
export function receivesHints(run: CheckRun, claim: Receives): readonly Hint[] {
  const { event, nsp = "/", exactly, times = 1, args } = claim;
  const { has } = boundsOf(run, claim);
  const isNamed = (name: string | undefined) =>
    name !== undefined && (event === "*" || name === event);
  const came = seenPackets(run.trace).filter(
    (packet) =>
      has(packet.seq) && packet.direction === "down" && packet.nsp === nsp && isNamed(packet.event),
  );
  const sent = sentIn(run, claim).filter(
    (delivery) =>
      delivery.nsp === nsp && delivery.sent.what === "event" && isNamed(delivery.sent.event),
  );
  const told = { run, claim, sent, came };
  const counts = exactly.map((client) => ({
    client,
    count: came.filter((one) => one.client === client).length,
  }));
  const short = counts.filter(({ count }) => count < times).map(({ client }) => client);
  if (short.length > 0)
    return sent.length === 0 ? silentHints(told, short) : missedHints(told, short);
  const wrong = came.find(
    (one) => !exactly.includes(one.client) && namesOf(run).includes(one.client),
  );
  if (wrong) return surplusHints(told, wrong);
  const ids = socketIds(run.trace, nsp);
  const other = came.find(
    ({ seq, values }) =>
      args !== undefined && !(values !== undefined && matches(args, values, ids(seq))),
  );
  if (other && args)
    return valueHints(run, { came: other, due: args, sent: sendingOf(sent, other) });
  const often = counts.find(({ count }) => count > times);
  return often ? tooOftenHints(told, often.client) : [];
}

function tooOftenHints(
  { run, claim: { event, times = 1 }, sent }: Told,
  client: string,
): readonly Hint[] {
  const own = sent.filter((one) =>
    one.outcomes.some(
      (outcome) => outcome.client === client && outcome.result.result !== "not-sent",
    ),
  );
  const first = own[0];
  const lines = [
    ...new Set(own.map(({ where }) => (where ? lineWords(where) : "a line that is not known"))),
  ];
  const cause = first && causeOf(run, first.seq);
  const isOne = own.every((one) => causeOf(run, one.seq)?.seq === cause?.seq);
  const at = own.at(-1)?.seq;
  return [
    hint(
      `${client} received \`${event}\` ${often(own.length)} where ${often(times)} was due: it was sent ${often(own.length)}, from ${list(lines)}.`,
      { at },
    ),
    ...(cause && isOne
      ? [
          hint(
            `All of it came of one packet: ${packetWords(cause)}. ${doer(first.where)} ran ${often(own.length)} for it.`,
            { at, where: first.where },
          ),
        ]
      : [
          hint(
            `It went ${own.map((one) => `${aimWords(one)} with ${valuesWords(one.sent.what === "event" ? one.sent.args : [])}`).join(", then ")}.`,
            { at, where: first?.where },
          ),
        ]),
    hint(
      isOne && lines.length === 1
        ? `A line that runs ${often(own.length)} for one packet stands in a loop, or in a handler that has been added ${often(own.length)}. How often was \`on\` called for it, and when?`
        : `Which of these sendings is the one that was asked for? The other reaches ${client} as well.`,
      { where: own.at(-1)?.where },
    ),
  ];
}
