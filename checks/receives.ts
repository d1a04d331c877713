// "Exactly Bob and Carol receive `chat`, once each, and Alice does not."
import { deliveries } from "#trace/deliveries.ts";
import type { Seq } from "#trace/event.ts";
import { type Evidence, type Judgement, packetsBetween, unproven } from "./judge.ts";
import { call, list, matches, often, shown, type Verdict } from "./verdict.ts";
import { socketIds } from "./socket-ids.ts";
import type { SeenPacket } from "./wire.ts";

/** For the name of an event: whatever it is called. */
const ANY = "*";

export type Receiving = {
  /** "*" is any event. */
  readonly event: string;
  readonly nsp?: string | undefined;
  /** Exactly these clients; every other client of the scene must receive nothing. */
  readonly by: readonly string[];
  readonly times?: number | undefined;
  readonly args?: readonly unknown[] | undefined;
  /** Only what came after the n-th act (from 1) of the check. */
  readonly since?: number | undefined;
  /** Only what came before the n-th act (from 1) of the check. */
  readonly until?: number | undefined;
};

/** Claims who receives an event, and that nobody else does. Silence is only believed of a client that was connected. */
export function receives(wanted: Receiving): Judgement {
  return (evidence) => {
    const { by, event, nsp = "/" } = wanted;
    const came = packetsBetween(evidence, wanted).filter(
      (packet) => packet.direction === "down" && packet.nsp === nsp && isCalled(packet, event),
    );
    const others = evidence.clients.filter((client) => !by.includes(client));
    return [
      ...(by.length > 0 ? [presence(wanted, came, evidence)] : []),
      ...(others.length > 0 ? [absence({ event, nsp, others }, came, evidence)] : []),
    ];
  };
}

function presence(
  { by, event, nsp = "/", times = 1, args }: Receiving,
  came: readonly SeenPacket[],
  evidence: Evidence,
): Verdict {
  const each = by.map((client) => ({
    client,
    packets: came.filter((packet) => packet.client === client),
  }));
  const surplus = each.flatMap(({ packets }) => packets.slice(times, times + 1));
  const isWanted = wantedIn(evidence, nsp, args);
  const wrong = each.flatMap(({ packets }) => packets).filter((packet) => !isWanted(packet));
  const open = unproven(evidence, by);
  const broken = [...wrong, ...surplus].toSorted((one, other) => one.seq - other.seq)[0];
  const counted = each
    .map(({ client, packets }) => `${client} ${often(packets.length)}`)
    .join(", ");
  const isShort = each.some(({ packets }) => packets.length < times);
  const seen = wrong[0] && `${wrong[0].client} got ${shown(wrong[0].values)}`;
  return {
    claim: `${list(by)} ${by.length > 1 ? "receive" : "receives"} ${named(event, args)} ${often(times)}${by.length > 1 ? " each" : ""}`,
    ok:
      each.every(({ packets }) => packets.length === times) &&
      wrong.length === 0 &&
      open === undefined,
    expected: by.map((client) => `${client} ${often(times)}`).join(", "),
    got: [counted, seen, open].filter((part) => part !== undefined).join("; "),
    ...atOf(broken ?? (isShort ? sentIn(evidence, { event, nsp }) : undefined)),
  };
}

/** Where it was sent, by which nobody or too few were reached. */
function sentIn({ trace }: Evidence, { event, nsp }: { event: string; nsp: string }) {
  return deliveries(trace).find(
    ({ sent, nsp: own }) => own === nsp && sent.what === "event" && sent.event === event,
  );
}

const atOf = (broken: { readonly seq: Seq } | undefined) => (broken ? { at: broken.seq } : {});

function absence(
  {
    event,
    nsp,
    others,
  }: { readonly event: string; readonly nsp: string; readonly others: readonly string[] },
  came: readonly SeenPacket[],
  evidence: Evidence,
): Verdict {
  const broken = came.find(({ client }) => others.includes(client));
  const reached = others.filter((client) => came.some((packet) => packet.client === client));
  const away = others.filter((client) => !wasIn(evidence, client, nsp));
  const absent =
    away.length > 0
      ? `${list(away)} ${away.length > 1 ? "were" : "was"} never connected`
      : undefined;
  const said =
    reached.length > 0
      ? `${list(reached)} received ${event === ANY ? `\`${broken?.event}\`` : "it"}`
      : (unproven(evidence, others) ?? absent);
  return {
    claim: `${list(others)} should not receive ${event === ANY ? "any event" : `\`${event}\``}`,
    ok: said === undefined,
    expected: "nothing",
    got: said ?? "nothing",
    ...atOf(broken),
  };
}

const isCalled = (packet: SeenPacket, event: string): boolean =>
  packet.event !== undefined && (event === ANY || packet.event === event);

function named(event: string, args: readonly unknown[] | undefined): string {
  return args === undefined ? `\`${event}\`` : `\`${event}\` with ${call(args)}`;
}

function wasIn({ packets }: Evidence, client: string, nsp: string): boolean {
  return packets.some(
    (packet) =>
      packet.client === client &&
      packet.direction === "down" &&
      packet.type === "CONNECT" &&
      packet.nsp === nsp,
  );
}

function wantedIn(evidence: Evidence, nsp: string, args: readonly unknown[] | undefined) {
  const ids = socketIds(evidence.trace, nsp);
  return ({ seq, values }: SeenPacket): boolean =>
    args === undefined || (values !== undefined && matches(args, values, ids(seq)));
}
