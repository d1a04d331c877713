// The globals a Node server expects. Nothing here gives authority; the shims behind them only talk to the outbox.
import { Buffer } from "buffer";
import { console } from "./console.ts";
import { crypto } from "./crypto.ts";
import { invalidArgument } from "./invalid-argument.ts";
import { guard, process } from "./process.ts";
import { structuredClone } from "./structured-clone.ts";
import { TextDecoder, TextEncoder } from "./text-coding.ts";
import { timers } from "./timers.ts";
import { URL, URLSearchParams } from "./url.ts";
import * as webEvents from "./web-events.ts";

export const performance = {
  now: () => process.uptime() * 1_000,
  get timeOrigin() {
    return Date.now() - performance.now();
  },
};

function queueMicrotask(callback: () => void): void {
  if (typeof callback !== "function")
    throw invalidArgument("callback", "of type function", callback);
  // What it throws is uncaught, not a promise that nobody handles.
  void Promise.resolve().then(() => guard("handler", callback));
}

const fetch = async (): Promise<never> => {
  throw new TypeError(
    "fetch failed: there is no network in the sandbox. A lesson's server is asked, it does not ask; keep the data in the program instead",
  );
};

const globals = {
  global: globalThis,
  console,
  crypto,
  process,
  Buffer,
  ...timers,
  queueMicrotask,
  structuredClone,
  performance,
  fetch,
  TextEncoder,
  TextDecoder,
  URL,
  URLSearchParams,
  ...webEvents,
  btoa: (text: string) => Buffer.from(String(text), "latin1").toString("base64"),
  atob: (text: string) => Buffer.from(String(text), "base64").toString("latin1"),
};
for (const [name, value] of Object.entries(globals)) {
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
}
