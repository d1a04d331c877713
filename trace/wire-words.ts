// What a passage is, in the few words of a list, and which passages are only the beat of a connection.
import { inNsp } from "#trace/deed-words.ts";
import { engineIoTarget } from "#trace/http.ts";
import { eventName } from "#trace/packet-text.ts";
import { spelt } from "#trace/spelt.ts";
import type { Carrier } from "#trace/wire-messages.ts";
import { carriersOf, contentOf, type Passage } from "#trace/wire-passages.ts";

/** `EVENT chat`, `ping`, `GET /`, `close`. */
export function passageWords(passage: Passage): string {
  const { completed, carried } = passage;
  const [first] = carried;
  if (completed !== undefined) return packetWords(completed);
  const { layer } = first;
  if (layer !== undefined) {
    const { packet, socket } = layer;
    if (packet.type === "error") return "no packet";
    if (packet.type !== "message")
      return `${packet.type}${packet.data === "probe" ? " probe" : ""}`;
    if (socket.state === "packet") return brokenWords(passage);
    return "bytes";
  }
  const content = contentOf(passage);
  switch (content.content) {
    case "http":
    case "packets":
      return httpWords(first.message.event);
    case "control":
    case "fragment":
    case "refused":
    case "compressed":
      return frameWords(carriersOf(passage)[0], content.content);
    case "leftover":
      return "no frame";
    default:
      return content satisfies never;
  }
}

function packetWords({ reading }: NonNullable<Passage["completed"]>): string {
  const about = reading.state === "whole" ? reading.packet : reading;
  const name = reading.state === "whole" ? eventName(reading.packet) : reading.event;
  const id = about.type === "ACK" && about.id !== undefined ? ` ${about.id}` : "";
  return spelt(`${about.type}${id}${name === undefined ? "" : ` ${name}`}${inNsp(about.nsp)}`);
}

const brokenWords = ({ carried: [{ layer }] }: Passage): string =>
  layer?.socket.state === "packet" && layer.socket.reading.state === "wrong"
    ? "broken packet"
    : "packet without its attachments";

function httpWords(event: Passage["carried"][0]["message"]["event"]): string {
  switch (event.kind) {
    case "http.request":
      return spelt(`${event.method} ${event.target.split("?", 1)[0]}`);
    case "http.response":
      return spelt(`${event.status} ${event.reason}`.trimEnd());
    case "http.chunk":
      return event.isLast ? "the body ends" : "more of a body";
    case "frame":
      return "frame";
    default:
      return event satisfies never;
  }
}

function frameWords(carrier: Carrier | undefined, content: string): string {
  const opcode = carrier?.by === "frame" ? carrier.frame.opcode : "frame";
  switch (content) {
    case "control":
      return `WebSocket ${opcode}`;
    case "compressed":
      return "compressed message";
    case "fragment":
      return "fragment";
    default:
      return `refused ${opcode} frame`;
  }
}

/** Heartbeats, polls that wait, and answers that only say "ok": every connection has them, and they say nothing new. */
export function isBeat({ carried: [first] }: Passage): boolean {
  const { layer, message } = first;
  const { event, content, carriers } = message;
  if (layer !== undefined) {
    const { packet } = layer;
    return (packet.type === "ping" || packet.type === "pong") && packet.data === "";
  }
  if (content.content === "control") {
    const [carrier] = carriers;
    return carrier?.by === "frame" && carrier.frame.opcode !== "close";
  }
  if (event.kind === "http.request") {
    const target = engineIoTarget(event.target);
    return target?.transport === "polling" && target.sid !== undefined;
  }
  // The answer to a POST of packets: "ok".
  return event.kind === "http.response" && event.status === 200 && event.body.base64 === "b2s=";
}

/** How many bytes its messages have on the wire, as recorded or not. */
export function sizeOf(passage: Passage): number {
  const events = new Set(carriersOf(passage).map(({ event }) => event));
  return [...events].reduce(
    (sum, event) => sum + ("body" in event ? event.body.size : event.bytes.size),
    0,
  );
}
