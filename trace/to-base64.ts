// Bytes to base64, the same in a browser and in Node.
import { ALPHABET } from "#trace/base64.ts";

/** The base64 of some bytes, padded (RFC 4648 §4). */
export function toBase64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i;
    const group =
      ((bytes[i] as number) << 16) |
      ((left > 1 ? (bytes[i + 1] as number) : 0) << 8) |
      (left > 2 ? (bytes[i + 2] as number) : 0);
    parts.push(
      ALPHABET.charAt(group >> 18),
      ALPHABET.charAt((group >> 12) & 63),
      left > 1 ? ALPHABET.charAt((group >> 6) & 63) : "=",
      left > 2 ? ALPHABET.charAt(group & 63) : "=",
    );
  }
  return parts.join("");
}
