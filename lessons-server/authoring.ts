// For whoever writes the course, in development only: tells the open pages that a file of it has changed.
import { Server as Engine } from "engine.io";
import { type DefaultEventsMap, Server } from "socket.io";
import { AUTHORING_PATH, type ToAuthor } from "#protocol/authoring.ts";
import { answerPlainly, refuseUpgrade } from "./gateway/plain-answer.ts";
import { isFromSite } from "./gateway/site-origin.ts";
import type { Mount } from "./mount.ts";
import { watchTree } from "./watch-tree.ts";

const FOREIGN = "Only pages of this site are told what its author writes.";

/** @param content the folder of the course */
export function authoringMount(content: string): Mount {
  const engine = new Engine({ transports: ["websocket"] });
  const io = new Server<DefaultEventsMap, ToAuthor>({ serveClient: false });
  io.bind(engine);
  const stop = watchTree(content, (files) => io.emit("changed", files));

  return {
    prefix: AUTHORING_PATH,
    request: (_req, res) => answerPlainly(res, 404, "There is only a WebSocket here."),
    upgrade(req, socket, head) {
      if (isFromSite(req)) engine.handleUpgrade(req, socket, head);
      else refuseUpgrade(socket, 403, FOREIGN);
    },
    close() {
      stop();
      return io.close();
    },
  };
}
