// The few functions of node:crypto that servers use without thinking. Randomness comes from the host.
import type { Buffer } from "buffer";
import { randomBuffer } from "./wall.ts";

type Callback = (error: null, bytes: Buffer) => void;

function randomBytes(size: number, callback?: Callback): Buffer | undefined {
  const bytes = randomBuffer(size);
  if (!callback) return bytes;
  queueMicrotask(() => callback(null, bytes));
  return undefined;
}

function randomUUID(): string {
  const bytes = randomBuffer(16);
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
  into.set(randomBuffer(into.byteLength));
  return into;
}

export const crypto = { randomBytes, randomUUID, randomInt, getRandomValues };
