// The playground's own Socket.IO namespace: how a page controls a sandbox. Only the site's own pages are let in; what
// a connection may then do is control-session.ts.
import type { IncomingMessage } from "node:http";
import { Server as Engine } from "engine.io";
import { Server } from "socket.io";
import { CONTROL_NAMESPACE, CONTROL_PATH, type ToPage } from "#protocol/control.ts";
import type { Mount } from "../mount.ts";
import { connectionAddress } from "../visitor.ts";
import { serveControl, type Unread } from "./control-session.ts";
import type { Surroundings } from "./known-sandboxes.ts";
import { answerPlainly, refuseUpgrade } from "./plain-answer.ts";
import { type Sandboxes, STOPPING } from "./sandboxes.ts";
import { isFromSite } from "./site-origin.ts";

/** The heaviest that a page has reason to send: a report of its most characters, each of three bytes, among others. */
const MOST_BYTES = 512_000;
/** What a page shows while its server is away. */
const GOING =
  "The lessons server is restarting. What you wrote is kept, and this page goes on by itself.";
const CROWDED = "As many pages are open as the lessons server can serve. Try again in a moment.";
const BUSY = { status: 503, retryAfter: 5 };
const FOREIGN = "The control connection is for pages of this site only.";

export type ControlMount = Mount & {
  /** Tells every page that the server is about to stop. */
  readonly sayStopping: () => void;
};

export function controlMount(
  sandboxes: Sandboxes,
  { tell = () => undefined, addressOf = connectionAddress }: Surroundings = {},
): ControlMount {
  const engine = new Engine({
    maxHttpBufferSize: MOST_BYTES,
    perMessageDeflate: false,
    httpCompression: false,
    upgradeTimeout: 5_000,
  });
  const io = new Server<Unread, ToPage>({ serveClient: false, connectTimeout: 10_000 });
  io.bind(engine);
  const pages = io.of(CONTROL_NAMESPACE);
  pages.on("connection", (socket) => serveControl(socket, sandboxes, addressOf));

  /** Why a page may not come in now; those that are in may stay. */
  const busy = (req: IncomingMessage): string | undefined => {
    if (new URLSearchParams(req.url?.split("?")[1]).has("sid")) return undefined;
    if (sandboxes.isDraining()) return STOPPING;
    return engine.clientsCount >= sandboxes.mostPages ? CROWDED : undefined;
  };
  const isForeign = (req: IncomingMessage): boolean => {
    const foreign = !isFromSite(req);
    if (foreign) tell({ is: "rejected", why: "origin" });
    return foreign;
  };

  return {
    prefix: CONTROL_PATH,
    request(req, res) {
      const why = busy(req);
      if (isForeign(req)) answerPlainly(res, 403, FOREIGN);
      else if (why) answerPlainly(res, BUSY, why);
      else engine.handleRequest(req, res);
    },
    upgrade(req, socket, head) {
      const why = busy(req);
      if (isForeign(req)) refuseUpgrade(socket, 403, FOREIGN);
      else if (why) refuseUpgrade(socket, BUSY, why);
      else engine.handleUpgrade(req, socket, head);
    },
    sayStopping: () => void pages.emit("stopping", { text: GOING }),
    close: () => io.close(),
  };
}
