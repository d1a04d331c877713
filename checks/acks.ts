// "The server acknowledges Alice's `ask` with 42", and the other way round.
import { type Judgement, packetsSince } from "./judge.ts";
import { call, matches } from "./verdict.ts";
import { argsOf, type WirePacket } from "./wire.ts";

export type Acking = {
  readonly client: string;
  readonly event: string;
  readonly nsp?: string;
  /** What the ack carries. */
  readonly values: readonly unknown[];
  readonly since?: number;
};

/** Claims that the server's ack of this client's event (its latest) carries these values. */
export function serverAcks(wanted: Acking): Judgement {
  return acks(wanted, {
    asks: "up",
    claim: `the server acknowledges \`${wanted.event}\` of ${wanted.client}`,
  });
}

/** Claims that the client's ack of the server's event (its latest) carries these values. */
export function clientAcks(wanted: Acking): Judgement {
  return acks(wanted, { asks: "down", claim: `${wanted.client} acknowledges \`${wanted.event}\`` });
}

function acks(
  { client, event, nsp = "/", values, since }: Acking,
  { asks, claim }: { readonly asks: WirePacket["direction"]; readonly claim: string },
): Judgement {
  return (evidence) => {
    const own = packetsSince(evidence, since).filter(
      (seen) => seen.client === client && seen.packet.nsp === nsp,
    );
    const question = own.findLast(
      ({ direction, packet }) => direction === asks && argsOf(packet)?.[0] === event,
    );
    const answer = question && own.find((seen) => isAnswer(seen, question));
    const got = answer && dataOf(answer);
    const seen = answer ?? question;
    return [
      {
        claim: `${claim} with ${call(values)}`,
        ok: got !== undefined && matches(values, got),
        expected: call(values),
        got: got ? call(got) : missing(question, event),
        ...(seen ? { at: seen.seq } : {}),
      },
    ];
  };
}

function isAnswer({ direction, packet, session, seq }: WirePacket, question: WirePacket): boolean {
  return (
    seq > question.seq &&
    direction !== question.direction &&
    session === question.session &&
    (packet.type === "ACK" || packet.type === "BINARY_ACK") &&
    packet.id !== undefined &&
    packet.id === question.packet.id
  );
}

function dataOf({ packet }: WirePacket): readonly unknown[] {
  return packet.type === "ACK" || packet.type === "BINARY_ACK" ? (packet.data ?? []) : [];
}

function missing(question: WirePacket | undefined, event: string): string {
  if (question === undefined) return `\`${event}\` was never sent`;
  return question.packet.id === undefined
    ? `\`${event}\` asked for no acknowledgement`
    : "no acknowledgement";
}
