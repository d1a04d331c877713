// WebSocket frames into bytes (RFC 6455 §5.2): for building traces by hand.
import { unmask } from "#trace/frame.ts";

export type FrameParts = Readonly<{
  opcode: number;
  payload: Uint8Array;
  fin?: boolean;
  rsv1?: boolean;
  /** The 4 masking bytes a client must use; without it the frame is a server's. */
  key?: Uint8Array;
}>;

/** The bytes of one frame, its length written in the shortest way. */
export function encodeFrame({
  opcode,
  payload,
  fin = true,
  rsv1 = false,
  key,
}: FrameParts): Uint8Array {
  const { length } = payload;
  const mask = key === undefined ? 0 : 0x80;
  const head = [(fin ? 0x80 : 0) | (rsv1 ? 0x40 : 0) | opcode];
  if (length < 126) head.push(mask | length);
  else if (length < 65536) head.push(mask | 126, length >> 8, length & 0xff);
  else
    head.push(mask | 127, 0, 0, 0, 0, ...[24, 16, 8, 0].map((shift) => (length >>> shift) & 0xff));
  const body = key === undefined ? payload : unmask(payload, key);
  const bytes = new Uint8Array(head.length + (key?.length ?? 0) + length);
  bytes.set(head);
  bytes.set(key ?? [], head.length);
  bytes.set(body, bytes.length - length);
  return bytes;
}
