// Socket.IO packets into text and attachments, as socket.io-parser's Encoder does: for building traces by hand.
import { PACKET_TYPES, type SocketIoPacket } from "#trace/socket-io.ts";

/** A packet as the Engine.IO messages that carry it: its text, then each attachment (Uint8Array anywhere in the data). */
export function encodeSocketIo(packet: SocketIoPacket): readonly [string, ...Uint8Array[]] {
  if (packet.type !== "EVENT" && packet.type !== "ACK") return [textOf(packet)];
  const attachments: Uint8Array[] = [];
  const data = withPlaceholders(packet.data, attachments);
  if (attachments.length === 0) return [textOf(packet)];
  const type = packet.type === "EVENT" ? "BINARY_EVENT" : "BINARY_ACK";
  const binary = { ...packet, type, data, attachments: attachments.length } as SocketIoPacket;
  return [textOf(binary), ...attachments];
}

function textOf(packet: SocketIoPacket): string {
  const attachments = "attachments" in packet ? `${packet.attachments}-` : "";
  const nsp = packet.nsp === "/" ? "" : `${packet.nsp},`;
  const data = "data" in packet && packet.data !== undefined ? JSON.stringify(packet.data) : "";
  return `${PACKET_TYPES.indexOf(packet.type)}${attachments}${nsp}${packet.id ?? ""}${data}`;
}

function withPlaceholders(data: unknown, attachments: Uint8Array[]): unknown {
  if (data instanceof Uint8Array) return { _placeholder: true, num: attachments.push(data) - 1 };
  if (Array.isArray(data)) return data.map((item) => withPlaceholders(item, attachments));
  if (typeof data !== "object" || data === null) return data;
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, withPlaceholders(value, attachments)]),
  );
}
