// The globals a Node server expects. Nothing here gives authority; the shims behind them only talk to the outbox.
import { Buffer } from "buffer";
import { console } from "./console.ts";
import { crypto } from "./crypto.ts";
import { process } from "./process.ts";
import { timers } from "./timers.ts";

class Utf8Encoder {
  readonly encoding = "utf-8";
  encode(text = ""): Uint8Array {
    return new Uint8Array(Buffer.from(text, "utf8"));
  }
}

class Utf8Decoder {
  readonly encoding = "utf-8";
  decode(bytes: Uint8Array | ArrayBuffer = new Uint8Array()): string {
    return Buffer.from(bytes as Uint8Array).toString("utf8");
  }
}

Object.assign(globalThis, {
  global: globalThis,
  console,
  crypto,
  process,
  Buffer,
  ...timers,
  queueMicrotask: (callback: () => void) => void Promise.resolve().then(callback),
  TextEncoder: Utf8Encoder,
  TextDecoder: Utf8Decoder,
});
