// Lets clients watch the trace of a run, over Socket.IO and through the feed that serves pages.
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server } from "socket.io";
import { createTraceFeed } from "#lessons-server/gateway/trace-feed.ts";
import { outletOf } from "#lessons-server/gateway/trace-outlet.ts";
import type { Run } from "#lessons-server/gateway/run.ts";
import type { ToPage } from "#protocol/control.ts";
import type { Place } from "./host.ts";

/** On a port of its own; `run` is the one that is watched when a viewer comes. */
export async function openViewing(
  run: () => Run | undefined,
): Promise<{ readonly place: Omit<Place, "program">; readonly close: () => Promise<void> }> {
  const http = createServer();
  const io = new Server<Record<string, never>, ToPage>(http, { serveClient: false });
  io.on("connection", (socket) => {
    const watched = run();
    if (!watched) return;
    const feed = createTraceFeed(outletOf(socket));
    feed.follow(watched);
    socket.once("disconnect", feed.stop);
  });
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  const { port } = http.address() as AddressInfo;
  return {
    place: { url: `http://127.0.0.1:${port}`, path: "/socket.io" },
    close: () => io.close(),
  };
}
