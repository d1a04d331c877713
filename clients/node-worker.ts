// The Node worker of one headless client: joins the neutral runtime to a worker thread. Bundled into one file.
import { parentPort } from "node:worker_threads";
import { io, Manager, protocol, Socket } from "socket.io-client";
import type { Order, Report } from "#protocol/client.ts";
import { fetchOnPage, putTransportsOnPage } from "./node-origin.ts";
import { createRuntime } from "./runtime.ts";

const port = parentPort;
if (port === null) throw new Error("clients/node-worker.ts is the entry of a worker thread");

const { setTimeout, clearTimeout, setInterval, clearInterval } = globalThis;
let { fetch } = globalThis;
const runtime = createRuntime({
  library: { io, Manager, Socket, protocol },
  post: (report: Report) => port.postMessage(report),
  native: {
    setTimeout,
    clearTimeout,
    setInterval,
    clearInterval,
    fetch: (...asked) => fetch(...asked),
    now: () => performance.now(),
  },
});

process.on("uncaughtException", runtime.fault);
process.on("unhandledRejection", runtime.fault);
port.on("message", (order: Order) => {
  if (order.order === "open" && order.opening.page !== undefined) {
    fetch = fetchOnPage(fetch);
    putTransportsOnPage();
  }
  runtime.order(order);
  // With nothing more to hear, the thread ends by itself once its last bytes are sent.
  if (order.order === "close") port.close();
});
port.postMessage({ report: "ready" } satisfies Report);
