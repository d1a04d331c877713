// Everything that was sent in a run, by the program and by its clients, in one order.
import { type ClientSending, clientSendings } from "#trace/client-sendings.ts";
import { argsWords } from "#trace/deed-words.ts";
import { isSending } from "#trace/delivery-at.ts";
import type { EventOf, Seq, Trace } from "#trace/event.ts";
import type { Kin } from "#trace/kin.ts";
import { readPacketText, saidIn } from "#trace/packet-text.ts";

export type Sending = Readonly<
  | { by: "server"; seq: Seq; event: EventOf<"emit"> | EventOf<"broadcast"> }
  | { by: "client"; seq: Seq; sending: ClientSending }
>;

export function allSendings(trace: Trace): readonly Sending[] {
  const own = trace.flatMap((event): Sending[] =>
    (event.kind === "emit" || event.kind === "broadcast") && isSending(event)
      ? [{ by: "server", seq: event.seq, event }]
      : [],
  );
  const others = clientSendings(trace).map(
    (sending): Sending => ({ by: "client", seq: sending.seq, sending }),
  );
  return others.length === 0 ? own : [...own, ...others].toSorted((a, b) => a.seq - b.seq);
}

/** Whose: everybody's, the program's, or one client's. */
export type Whose = "all" | "server" | Readonly<{ client: string }>;

export function isWhose(sending: Sending, whose: Whose): boolean {
  if (whose === "all") return true;
  if (whose === "server") return sending.by === "server";
  return sending.by === "client" && sending.sending.client === whose.client;
}

/**
 * The sending one looks at who has selected an event: itself, what it was told by, the nearest it came from, or else the
 * first that came of it.
 */
export function sendingOf(
  all: readonly Sending[],
  selected: Seq | undefined,
  kin: Kin | undefined,
): Sending | undefined {
  if (selected === undefined) return undefined;
  const itself = all.find(
    (one) => one.seq === selected || (one.by === "client" && one.sending.act === selected),
  );
  if (itself !== undefined || kin === undefined) return itself;
  const bySeq = new Map(all.map((one) => [one.seq, one]));
  const near = [...kin.up.toReversed(), ...kin.down].find((seq) => bySeq.has(seq));
  return near === undefined ? undefined : bySeq.get(near);
}

/** `said "hi"`, and who sent it. */
export function sendingLabel(sending: Sending): Readonly<{ what: string; from: string }> {
  if (sending.by === "client") {
    const { event, args, who } = sending.sending;
    return { what: `${event ?? "ack"}${argsWords(args)}`, from: who };
  }
  const reading = readPacketText(sending.event.packet);
  const said = saidIn(reading);
  const data = reading.state === "whole" && "data" in reading.packet ? reading.packet.data : [];
  const values = Array.isArray(data) ? (data as readonly unknown[]) : [];
  const isAck = said?.is === "ack";
  const name = said === undefined ? "unreadable" : said.is === "ack" ? "ack" : said.event;
  return {
    what: `${name || "an event"}${argsWords(isAck ? values : values.slice(1))}`,
    from: "server",
  };
}
