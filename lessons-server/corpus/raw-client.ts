// A client that speaks no better than it wants to: bytes and frames, where a real one would never send them.
import { WebSocket } from "ws";
import { onTestFinished } from "vitest";
import type { Served } from "../testing/served-sandboxes.ts";

const ENGINE = "/socket.io/?EIO=4&transport=websocket";
const HANDSHAKE = [
  `GET ${ENGINE} HTTP/1.1`,
  "Host: x",
  "Upgrade: websocket",
  "Connection: Upgrade",
  "Sec-WebSocket-Version: 13",
  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
];

export const lines = (...text: readonly string[]): string => `${text.join("\r\n")}\r\n\r\n`;

/** Bytes right behind a WebSocket handshake, and what came back until the server hung up. */
export const rawFrames = (served: Served, ...frames: readonly Buffer[]): Promise<string> =>
  served.raw(lines(...HANDSHAKE), ...frames);

/** A masked frame, with a mask that changes nothing. */
export function frame(head: number, payload: string | Buffer): Buffer {
  const bytes = Buffer.from(payload);
  const length =
    bytes.length < 126
      ? Buffer.from([0x80 | bytes.length])
      : Buffer.from([0x80 | 126, bytes.length >> 8, bytes.length & 0xff]);
  return Buffer.concat([Buffer.from([head]), length, Buffer.alloc(4), bytes]);
}

/** A WebSocket with an Engine.IO session that has joined the namespace, and sends what it is given as it is. */
export async function rawSession(served: Served): Promise<RawSession> {
  const socket = new WebSocket(`${served.url.replace("http", "ws")}${ENGINE}`);
  socket.on("error", () => undefined);
  onTestFinished(() => socket.terminate());
  const heard: string[] = [];
  const waiting = new Set<() => void>();
  let isClosed = false;
  const changed = (): void => {
    for (const check of waiting) check();
  };
  socket.on("message", (data: Buffer) => {
    heard.push(String(data));
    changed();
  });
  socket.once("close", () => {
    isClosed = true;
    changed();
  });
  const until = (fits: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const check = (): void => {
        if (!fits()) return;
        waiting.delete(check);
        resolve();
      };
      waiting.add(check);
      check();
    });
  const has = (beginning: string) => (): boolean =>
    isClosed || heard.some((text) => text.startsWith(beginning));
  await until(has("0"));
  socket.send("40");
  await until(has("40"));
  return {
    socket,
    heard,
    send: (...packets) => {
      for (const packet of packets) socket.send(packet);
    },
    closed: () => until(() => isClosed),
    heardOrClosed: (beginning) => until(has(beginning)),
    isClosed: () => isClosed,
  };
}

export type RawSession = {
  readonly socket: WebSocket;
  readonly heard: readonly string[];
  readonly send: (...packets: readonly (string | Buffer)[]) => void;
  readonly closed: () => Promise<void>;
  /** Until a packet that begins so has come, or the server has closed. */
  readonly heardOrClosed: (beginning: string) => Promise<void>;
  readonly isClosed: () => boolean;
};
