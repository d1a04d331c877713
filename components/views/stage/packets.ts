// The packets of the moment: each with its way, its sender's mark, and when it starts.
import type { SessionId } from "#trace/event.ts";
import type { Stage } from "#trace/stage.ts";
import { labelOf } from "#trace/stage-sentence.ts";
import type { Upward } from "#trace/upward.ts";
import type { Wire } from "./wires.ts";

export const TRAVEL_MS = 400;

export type Packet = Readonly<{
  key: string;
  label: string;
  direction: "up" | "down";
  way: string;
  /** Undefined when nobody's input set it off. */
  mark: number | undefined;
  /** The client it goes to or comes from. */
  client: string;
  /** The key of the wire that bears it. */
  wire: string;
  delay: number;
  /** It was under way at an earlier moment and lies where it arrived. */
  isOld: boolean;
}>;

/** `replaysCause`: what was handled has not been seen travelling, so it goes first. */
export function packetsOf(
  { moment, clients }: Pick<Stage, "moment" | "clients">,
  wires: readonly Wire[],
  replaysCause: boolean,
): readonly Packet[] {
  const markOf = (name: string | undefined): number | undefined =>
    clients.find((client) => client.name === name)?.mark;
  const wireOf = (session: SessionId | undefined, nsp: string): Wire | undefined =>
    wires.find((one) => one.session === session && (one.token?.nsp ?? nsp) === nsp);
  const upward = (
    { seq, client, session, nsp, event }: Upward,
    isOld: boolean,
  ): readonly Packet[] => {
    const wire = wireOf(session, nsp);
    if (wire === undefined) return [];
    const mark = markOf(client);
    const label = event ?? "ack";
    const { up: way, key } = wire;
    const common = { label, direction: "up", mark, client, delay: 0, isOld } as const;
    return [{ key: `up ${seq}`, way, wire: key, ...common }];
  };
  if (moment.what === "to-server") return upward(moment, false);
  if (moment.what !== "to-clients") return [];
  const { delivery, recipients, cause, sender, seq } = moment;
  const label = delivery.sent.what === "ack" ? "ack" : labelOf(delivery);
  const down = recipients.flatMap(({ who, session, result }): readonly Packet[] => {
    const wire = wireOf(session, delivery.nsp);
    if (wire === undefined || result.result === "dropped") return [];
    return [
      {
        key: `down ${seq} ${session}`,
        label,
        direction: "down",
        way: wire.down,
        wire: wire.key,
        mark: markOf(sender),
        client: who,
        delay: replaysCause ? TRAVEL_MS : 0,
        isOld: false,
      },
    ];
  });
  return [...(cause === undefined ? [] : upward(cause, !replaysCause)), ...down];
}
