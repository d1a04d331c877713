// How Engine.IO frames its packets on a WebTransport stream: like WebSocket's lengths, with a "binary" bit in place of MASK.
// https://socket.io/docs/v4/engine-io-protocol/#webtransport

/** The header before one packet: whether it is bytes or text, and its length in bytes. `size` is the header's own. */
export type WebTransportHeader = Readonly<{
  state: "header";
  binary: boolean;
  length: number;
  size: number;
}>;

/** Reads the header at the start of some bytes, or says how many bytes it needs. A length above 2^53 is rounded. */
export function readWebTransportHeader(
  bytes: Uint8Array,
): WebTransportHeader | Readonly<{ state: "short"; needs: number }> {
  const first = bytes[0];
  if (first === undefined) return { state: "short", needs: 1 };
  const binary = (first & 0x80) !== 0;
  const short = first & 0x7f;
  if (short < 126) return { state: "header", binary, length: short, size: 1 };
  const size = short === 126 ? 3 : 9;
  if (bytes.length < size) return { state: "short", needs: size };
  let length = 0;
  for (let i = 1; i < size; i++) length = length * 256 + (bytes[i] as number);
  return { state: "header", binary, length, size };
}
