// The few functions of node:crypto that servers use without thinking. Randomness comes from the host.
import { Buffer } from "buffer";
import { randomBase64 } from "./wall.ts";

type Callback = (error: null, bytes: Buffer) => void;

function randomBytes(size: number, callback?: Callback): Buffer | undefined {
  const bytes = Buffer.from(randomBase64(size), "base64");
  if (!callback) return bytes;
  queueMicrotask(() => callback(null, bytes));
  return undefined;
}

function randomUUID(): string {
  const bytes = Buffer.from(randomBase64(16), "base64");
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join("-");
}

function randomInt(low: number, high?: number): number {
  const [from, to] = high === undefined ? [0, low] : [low, high];
  return from + Math.floor(Math.random() * (to - from));
}

function getRandomValues<T extends Uint8Array>(into: T): T {
  into.set(Buffer.from(randomBase64(into.byteLength), "base64"));
  return into;
}

export const crypto = { randomBytes, randomUUID, randomInt, getRandomValues };
