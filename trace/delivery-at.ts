// One delivery among many, without working out the others: what is drawn at every frame of the screen.
import { turnOf } from "#trace/cause.ts";
import { deliveries } from "#trace/deliveries.ts";
import type { Delivery } from "#trace/delivery.ts";
import { type DeliveryRecords, deliveryRecords } from "#trace/delivery-records.ts";
import type { EventOf, Seq, Trace, TraceEvent, TurnId } from "#trace/event.ts";
import { growingList } from "#trace/growing.ts";
import { readPacketText, saidIn } from "#trace/packet-text.ts";

type Answer = EventOf<"http.response"> | EventOf<"http.chunk">;
type Sending = EventOf<"emit"> | EventOf<"broadcast">;

/** The events that begin a delivery, in order: what the program sent, without what Socket.IO sends by itself. */
export function sendings(trace: Trace): readonly Seq[] {
  return trace.flatMap((event) => (isSending(event) ? [event.seq] : []));
}

/** Of bytes that came from the server what was sent last before them, which they carry; every other event itself. */
export function sentAt(trace: Trace, seq: Seq): Seq {
  const event = trace.find((one) => one.seq === seq);
  const isBytes =
    (event?.kind === "frame" && event.from === "server") ||
    (event?.kind === "http.response" && event.turn === undefined);
  return (isBytes ? sendings(trace).findLast((sent) => sent <= seq) : undefined) ?? seq;
}

/** What became of what was sent at `seq`, as of the end of the trace; undefined if nothing was sent there. */
export function deliveryAt(trace: Trace, seq: Seq): Delivery | undefined {
  // Mostly one of the last.
  const place = trace.findLastIndex((event) => event.seq === seq);
  const asked = trace[place];
  if ((asked?.kind !== "emit" && asked?.kind !== "broadcast") || !isSending(asked))
    return undefined;
  const { text } = asked.packet;
  // What else was sent, and the bytes, say nothing about this one; nor do reports from before it.
  const telling = [
    ...lasting(trace),
    ...sent(trace).filter(({ packet }) => packet.text === text),
    ...answers(trace).filter((one) => turnOf(one) === turnOf(asked)),
    ...trace.slice(place).filter(({ kind }) => kind === "handled"),
  ];
  return deliveries(
    telling.toSorted((one, other) => one.seq - other.seq),
    seq,
  )[0];
}

/** What the facts say that later ones must be read by. */
export function lastingRecords(trace: Trace): DeliveryRecords {
  const known = records.get(trace);
  if (known?.length === trace.length) return known.found;
  const found = deliveryRecords(lasting(trace));
  records.set(trace, { length: trace.length, found });
  return found;
}

/** A trace may grow while it is held. */
const records = new WeakMap<Trace, Readonly<{ length: number; found: DeliveryRecords }>>();
const lasting = growingList(() => (event) => (isLasting(event) ? [event] : []));
const sent = growingList<Sending>(
  () => (event) => (event.kind === "emit" || event.kind === "broadcast" ? [event] : []),
);

/** What the program itself answered. */
const answers = growingList<Answer & { readonly turn: TurnId }>(
  () => (event) => (isAnswer(event) ? [event] : []),
);

/**
 * The last fact that tells what became of what was sent at `seq`: where one stands who looks at that delivery. `seq`
 * itself as long as there is none, and for every other event.
 */
export function knownAt(trace: Trace, seq: Seq): Seq {
  const event = trace.find((one) => one.seq === seq);
  if (event?.kind !== "emit" && event?.kind !== "broadcast") return seq;
  const { handled, dropped, resent } = deliveryRecords(trace);
  const to = event.kind === "emit" ? [event.to] : event.to;
  const again = event.kind === "emit" ? [] : resent(event.packet.text);
  const told = [
    ...to.flatMap((one) => [handled(one)?.seq ?? seq, dropped(seq, one.session)?.seq ?? seq]),
    ...again.map(({ event: later }) => handled(later.to)?.seq ?? later.seq),
  ];
  return told.reduce((last, one) => (one > last ? one : last), seq);
}

/** What became of all that was sent under an event's name, as of the end of the trace. */
export function deliveriesOf(trace: Trace, name: string): readonly Delivery[] {
  const isNamed = (event: TraceEvent): boolean => {
    if (event.kind !== "broadcast" && event.kind !== "emit") return false;
    const said = saidIn(readPacketText(event.packet));
    return said?.is === "event" && said.event === name;
  };
  const first = trace.findIndex(isNamed);
  if (first < 0) return [];
  return deliveries(
    trace.filter(
      (event, i) =>
        isLasting(event) ||
        isNamed(event) ||
        isAnswer(event) ||
        (event.kind === "handled" && i > first),
    ),
  );
}

/** The facts that later ones must be read by. */
export function isLasting({ kind }: TraceEvent): boolean {
  switch (kind) {
    case "act":
    case "client":
    case "dropped":
    case "gap":
    case "http.request":
    case "link.opened":
    case "room.joined":
    case "room.left":
    case "run.ended":
    case "session.closed":
    case "session.opened":
    case "socket.closed":
    case "socket.opened":
    case "turn":
      return true;
    default:
      return false;
  }
}

const isAnswer = (event: TraceEvent): event is Answer & { readonly turn: TurnId } =>
  (event.kind === "http.response" || event.kind === "http.chunk") && event.turn !== undefined;

/** Whether the program sent something here that is its own. */
export function isSending(event: TraceEvent): boolean {
  if (event.kind === "broadcast") return true;
  if (event.kind !== "emit") return false;
  const reading = readPacketText(event.packet);
  if (reading.state === "wrong") return true;
  const { type } = reading.state === "whole" ? reading.packet : reading;
  return type !== "CONNECT" && type !== "DISCONNECT" && type !== "CONNECT_ERROR";
}
