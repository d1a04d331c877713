// What anyone would do without us: a bare page with four socket.io-clients, and a `node server.js` that is started when
// the page asks for it.
import { createRequire } from "node:module";
import type { Browser, Page } from "@playwright/test";
import type { io as connect } from "socket.io-client";
import type { Host } from "../hosts/host.ts";
import { startProcess } from "../processes.ts";
import type { Press } from "./press.ts";

export type PlainPage = {
  readonly press: () => Promise<Press>;
  readonly close: () => Promise<void>;
};

export async function openPlainPage(browser: Browser): Promise<PlainPage> {
  const host = startProcess<Host>("child");
  const page = await browser.newPage();
  await page.addScriptTag({
    path: createRequire(import.meta.url).resolve("socket.io-client/dist/socket.io.js"),
  });
  let program = 0;
  await page.exposeFunction("startServer", async () => {
    const started = await host.call("start");
    program = started.program;
    return started.url;
  });
  return {
    async press() {
      const press = await pressPlain(page);
      await host.call("stop", program);
      return press;
    },
    close: host.close,
  };
}

type PlainWindow = { readonly io: typeof connect; readonly startServer: () => Promise<string> };

function pressPlain(page: Page): Promise<Press> {
  return page.evaluate(async () => {
    const { io, startServer } = window as unknown as PlainWindow;
    const began = performance.now();
    const url = await startServer();
    // WebSocket at once: polling would need CORS, and takes longer.
    const options = { transports: ["websocket"], forceNew: true, reconnection: false };
    const sockets = Array.from({ length: 4 }, () => io(url, options));
    const heard = (socket: (typeof sockets)[number], event: string) =>
      new Promise<string>((resolve) => {
        socket.once(event, resolve);
      });
    const drawn = () =>
      new Promise<number>((resolve) => {
        requestAnimationFrame(() => resolve(performance.now() - began));
      });
    const [connected, firstEvent] = await Promise.all([
      Promise.all(sockets.map((socket) => heard(socket, "connect"))).then(drawn),
      Promise.race(sockets.map((socket) => heard(socket, "welcome"))).then((text) => {
        document.body.textContent = text;
        return drawn();
      }),
    ]);
    for (const socket of sockets) socket.disconnect();
    return { connected, firstEvent };
  });
}
