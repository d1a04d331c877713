// The client host: runs in a sandboxed frame of the page, keeps a worker for each client, and carries orders to them
// and reports from them. It listens to the page that embeds it and to nobody else.
import { type FromHost, ToHost } from "#protocol/host.ts";
import { type BrowserClient, startClient } from "./browser-client.ts";
import { shareSeats } from "./seats.ts";
import { keepSpareWorkers } from "./spare-workers.ts";

/** The bundled `browser-worker.ts`: the build puts it here. */
declare const WORKER_SCRIPT: string;

// A frame of an opaque origin may start no worker from an address, only one of its own making. It holds the whole script:
// what a script loaded from elsewhere leaves uncaught, and whoever it calls, a browser tells nobody.
const workerUrl = URL.createObjectURL(new Blob([WORKER_SCRIPT], { type: "text/javascript" }));
// As many as most scenes have clients.
const workers = keepSpareWorkers(4, () => new Worker(workerUrl));
const seatsOfOne = shareSeats(4);
const clients = new Map<string, BrowserClient>();

// The page's origin is the one that this frame was loaded from, though its own is opaque.
const say = (message: FromHost): void => parent.postMessage(message, location.origin);

function obey(told: ToHost): void {
  switch (told.tell) {
    case "open": {
      const { run, opening } = told;
      const client = told.as ?? opening.name;
      clients.get(client)?.drop();
      const opened = startClient({
        opening,
        worker: workers.take(),
        seats: seatsOfOne(),
        onReport: (report) => say({ says: "report", run, client, report }),
      });
      return void clients.set(client, opened);
    }
    case "order":
      return clients.get(told.client)?.order(told.order);
    case "close":
      return clients.get(told.client)?.close();
    case "closeAll":
      for (const client of clients.values()) client.close();
      return;
    default:
      return told satisfies never;
  }
}

addEventListener("message", ({ source, data }: MessageEvent<unknown>) => {
  if (source !== parent) return;
  const told = ToHost.safeParse(data);
  if (told.success) obey(told.data);
  else console.error("The client host cannot read what the page told it:", told.error.message);
});
say({ says: "ready" });
