// The playground's own Socket.IO namespace: how a page controls a sandbox. Only the site's own pages are let in; what
// a connection may then do is control-session.ts.
import type { IncomingMessage } from "node:http";
import { Server as Engine } from "engine.io";
import { Server } from "socket.io";
import { CONTROL_NAMESPACE, CONTROL_PATH, type ToPage } from "#protocol/control.ts";
import type { Mount } from "../mount.ts";
import { serveControl, type Unread } from "./control-session.ts";
import type { Tell } from "./happening.ts";
import { answerPlainly, refuseUpgrade } from "./plain-answer.ts";
import type { Sandboxes } from "./sandboxes.ts";
import { isFromSite } from "./site-origin.ts";

/** The heaviest that a page has reason to send: a report of its most characters, each of three bytes, among others. */
const MOST_BYTES = 512_000;
const FOREIGN = "The control connection is for pages of this site only.";

export function controlMount(sandboxes: Sandboxes, tell: Tell = () => undefined): Mount {
  const engine = new Engine({
    maxHttpBufferSize: MOST_BYTES,
    perMessageDeflate: false,
    httpCompression: false,
  });
  const io = new Server<Unread, ToPage>({ serveClient: false });
  io.bind(engine);
  io.of(CONTROL_NAMESPACE).on("connection", (socket) => serveControl(socket, sandboxes));

  const isForeign = (req: IncomingMessage): boolean => {
    const foreign = !isFromSite(req);
    if (foreign) tell({ is: "rejected", why: "origin" });
    return foreign;
  };

  return {
    prefix: CONTROL_PATH,
    request(req, res) {
      if (isForeign(req)) answerPlainly(res, 403, FOREIGN);
      else engine.handleRequest(req, res);
    },
    upgrade(req, socket, head) {
      if (isForeign(req)) refuseUpgrade(socket, 403, FOREIGN);
      else engine.handleUpgrade(req, socket, head);
    },
    close: () => io.close(),
  };
}
