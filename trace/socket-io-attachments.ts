// Socket.IO packets with their attachments put back: the text announces how many bytes-messages follow, each fills a
// placeholder (https://socket.io/docs/v4/socket-io-protocol/#binary-event). One assembly per direction of a session.
import type { Problem } from "#trace/problem.ts";
import { decodeSocketIo, type SocketIoPacket } from "#trace/socket-io.ts";

/** A binary packet and the attachments that have come; begin with `undefined`. */
export type Assembly =
  | Readonly<{ packet: BinaryPacket; attachments: readonly Uint8Array[] }>
  | undefined;
type BinaryPacket = Extract<SocketIoPacket, { attachments: number }>;

/** What one more Engine.IO message makes of an assembly. After "refused" the real server closes the connection. */
export type Assembling = Readonly<
  | { state: "packet"; packet: SocketIoPacket; assembly: undefined }
  | { state: "waiting"; missing: number; assembly: Assembly }
  | { state: "refused"; problem: Problem; assembly: undefined }
>;

const RULE = "Socket.IO protocol v5, Packet encoding";

/** Adds the data of one Engine.IO message. A complete binary packet comes out as EVENT or ACK with bytes in its data. */
export function assemble(assembly: Assembly, data: string | Uint8Array): Assembling {
  if (typeof data !== "string") return withAttachment(assembly, data);
  if (assembly !== undefined) return refused("got plaintext data when reconstructing a packet");
  const decoded = decodeSocketIo(data);
  if (!decoded.ok) return { state: "refused", problem: decoded.problem, assembly: undefined };
  const packet = decoded.value;
  if (packet.type !== "BINARY_EVENT" && packet.type !== "BINARY_ACK")
    return { state: "packet", packet, assembly: undefined };
  return { state: "waiting", missing: packet.attachments, assembly: { packet, attachments: [] } };
}

function refused(text: string): Assembling {
  return { state: "refused", problem: { at: 0, text, rule: RULE }, assembly: undefined };
}

function withAttachment(assembly: Assembly, bytes: Uint8Array): Assembling {
  if (assembly === undefined) return refused("got binary data when not reconstructing a packet");
  const { packet } = assembly;
  const attachments = [...assembly.attachments, bytes];
  const missing = packet.attachments - attachments.length;
  if (missing > 0) return { state: "waiting", missing, assembly: { packet, attachments } };
  return complete(packet, attachments);
}

function complete(packet: BinaryPacket, attachments: readonly Uint8Array[]): Assembling {
  const { attachments: _, data: placeholders, ...rest } = packet;
  try {
    const data = placeholders === undefined ? {} : { data: filled(placeholders, attachments) };
    const type = packet.type === "BINARY_EVENT" ? "EVENT" : "ACK";
    return {
      state: "packet",
      packet: { ...rest, type, ...data } as SocketIoPacket,
      assembly: undefined,
    };
  } catch (error) {
    // The recursion is as deep as the JSON: what overflows our stack overflows the real parser's too.
    if (error instanceof RangeError) return refused("illegal attachments: nested too deeply");
    if (error instanceof WrongPlaceholder)
      return refused(`illegal attachments: no attachment ${error.message}`);
    throw error;
  }
}

class WrongPlaceholder extends Error {}

function filled(data: unknown, attachments: readonly Uint8Array[]): unknown {
  if (Array.isArray(data)) return data.map((item) => filled(item, attachments));
  if (typeof data !== "object" || data === null) return data;
  if ((data as { _placeholder?: unknown })._placeholder === true) {
    const { num } = data as { num?: unknown };
    if (typeof num === "number" && num >= 0 && num < attachments.length) return attachments[num];
    throw new WrongPlaceholder(JSON.stringify(num) ?? "without a number");
  }
  // fromEntries defines properties, so that a "__proto__" key of the JSON stays a plain key.
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, filled(value, attachments)]),
  );
}
