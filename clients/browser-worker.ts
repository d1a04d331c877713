// The browser worker of one client: joins the neutral runtime to a Worker. A classic script, started by browser-host.ts.
import { io, Manager, protocol, Socket, XHR } from "socket.io-client";
import type { Order, Report } from "#protocol/client.ts";
import { createRuntime } from "./runtime.ts";

// Taken before learner code runs, and bound: a browser's own functions insist on their global object.
const post = globalThis.postMessage.bind(globalThis) as (report: Report) => void;
const runtime = createRuntime({
  library: { io, Manager, Socket, protocol },
  post,
  polling: XHR,
  native: {
    setTimeout: globalThis.setTimeout.bind(globalThis),
    clearTimeout: globalThis.clearTimeout.bind(globalThis),
    setInterval: globalThis.setInterval.bind(globalThis),
    clearInterval: globalThis.clearInterval.bind(globalThis),
    fetch: globalThis.fetch.bind(globalThis),
    now: performance.now.bind(performance),
  },
});

addEventListener("error", (event) => {
  event.preventDefault();
  runtime.fault(event.error ?? event.message);
});
addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  runtime.fault(event.reason);
});
addEventListener("message", (event: MessageEvent<Order>) => runtime.order(event.data));
post({ report: "ready" });
