// "The server acknowledges Alice's `ask` with 42", and the other way round.
import { type Judgement, packetsBetween } from "./judge.ts";
import { socketIds } from "./socket-ids.ts";
import { call, matches, shown } from "./verdict.ts";
import type { SeenPacket } from "./wire.ts";

export type Acking = {
  readonly client: string;
  readonly event: string;
  readonly nsp?: string | undefined;
  /** What the event carries; anything unless told. */
  readonly args?: readonly unknown[] | undefined;
  /** What the ack carries. */
  readonly values: readonly unknown[];
  /** As of `receives`; of the event, wherever its answer is. */
  readonly since?: number | undefined;
  readonly until?: number | undefined;
};

/** Claims that the server's ack of this client's event (its latest) carries these values. */
export function serverAcks(wanted: Acking): Judgement {
  return acks(wanted, {
    asks: "up",
    claim: `the server acknowledges \`${wanted.event}\`${given(wanted)} of ${wanted.client}`,
  });
}

/** Claims that the client's ack of the server's event (its latest) carries these values. */
export function clientAcks(wanted: Acking): Judgement {
  return acks(wanted, {
    asks: "down",
    claim: `${wanted.client} acknowledges \`${wanted.event}\`${given(wanted)}`,
  });
}

const given = ({ args }: Acking): string => (args === undefined ? "" : ` with ${call(args)}`);

function acks(
  { client, event, nsp = "/", args, values, since, until }: Acking,
  { asks, claim }: { readonly asks: SeenPacket["direction"]; readonly claim: string },
): Judgement {
  return (evidence) => {
    const own = (packet: SeenPacket) => packet.client === client && packet.nsp === nsp;
    const question = packetsBetween(evidence, { since, until }).findLast(
      (packet) =>
        own(packet) &&
        packet.direction === asks &&
        packet.event === event &&
        (args === undefined || (packet.values !== undefined && matches(args, packet.values))),
    );
    const answer =
      question && evidence.packets.find((packet) => own(packet) && isAnswer(packet, question));
    const seen = answer ?? question;
    return [
      {
        claim: `${claim} with ${call(values)}`,
        ok:
          answer?.values !== undefined &&
          matches(values, answer.values, socketIds(evidence.trace, nsp)(answer.seq)),
        expected: call(values),
        got: answer ? shown(answer.values) : missing(question, event),
        ...(seen ? { at: seen.seq } : {}),
      },
    ];
  };
}

function isAnswer(packet: SeenPacket, question: SeenPacket): boolean {
  return (
    packet.seq > question.seq &&
    packet.direction !== question.direction &&
    packet.session === question.session &&
    (packet.type === "ACK" || packet.type === "BINARY_ACK") &&
    packet.id !== undefined &&
    packet.id === question.id
  );
}

function missing(question: SeenPacket | undefined, event: string): string {
  if (question === undefined) return `\`${event}\` was never sent`;
  return question.id === undefined
    ? `\`${event}\` asked for no acknowledgement`
    : "no acknowledgement";
}
