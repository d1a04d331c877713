// `/bytes/<id>`: a line to a sandbox's server for whoever speaks HTTP and WebSocket by hand. A page has no TCP, so what it
// writes comes as the messages of a WebSocket; from there on they are the bytes of a connection like any other, and what
// the server answers comes back as they are.
import { createServer, type IncomingMessage } from "node:http";
import { createWebSocketStream, type WebSocket, WebSocketServer } from "ws";
import { BYTES_PATH } from "#protocol/by-hand.ts";
import { BY_HAND } from "#trace/by-hand.ts";
import type { Mount } from "../mount.ts";
import { knownSandboxes, type Surroundings } from "./known-sandboxes.ts";
import { answerPlainly, refuseUpgrade } from "./plain-answer.ts";
import type { Sandbox } from "./sandbox.ts";
import type { Sandboxes } from "./sandboxes.ts";
import { isFromSite } from "./site-origin.ts";

/** Of one sandbox, at once. */
const MOST_LINES = 4;
/** One writing of the page's. */
const MOST_BYTES = 65_536;
/** A line on which nobody has written for so long is given up. */
const IDLE_MS = 600_000;
/** The code of a line that was cut, and not hung up (RFC 6455 §7.1.5). */
const CUT = 1006;

const ONLY_LINES = "Here only a WebSocket is answered, which brings bytes to a sandbox.";
const FOREIGN = "This line is for pages of this site only.";
const TOO_MANY = `A sandbox has at most ${MOST_LINES} lines by hand at once. Hang one up, then try again.`;

export function byHandMount(
  sandboxes: Pick<Sandboxes, "byId" | "isDraining">,
  surroundings: Surroundings = {},
): Mount {
  const known = knownSandboxes(sandboxes, surroundings);
  const lines = new WebSocketServer({
    noServer: true,
    maxPayload: MOST_BYTES,
    perMessageDeflate: false,
  });
  const open = new Map<Sandbox, number>();

  function carry(line: WebSocket, sandbox: Sandbox): void {
    const connection = createWebSocketStream(line);
    const idle = setTimeout(() => line.close(), IDLE_MS);
    open.set(sandbox, (open.get(sandbox) ?? 0) + 1);
    line.on("message", () => idle.refresh());
    // As the end of a real process ends its connections.
    connection.once(
      "close",
      sandbox.onDown(() => connection.destroy()),
    );
    line.once("close", (code) => {
      clearTimeout(idle);
      // Of itself the stream ends only for whoever hangs up; what they wrote before may still be on its way.
      if (code === CUT) connection.destroy();
      else connection.once("end", () => connection.destroy());
      const left = (open.get(sandbox) ?? 1) - 1;
      if (left > 0) open.set(sandbox, left);
      else open.delete(sandbox);
    });
    // Its closing says it, and is recorded.
    connection.on("error", () => undefined);
    // Node's own HTTP, for this one connection: it listens nowhere, and has all the patience of whoever types.
    const http = createServer({ keepAliveTimeout: 0 });
    http.on("request", (req, res) => {
      const to = destination(req);
      if (to) sandbox.handleRequest(req, res, to);
      else answerPlainly(res, 400, NO_PATH);
    });
    http.on("upgrade", (req, socket, head) => {
      const to = destination(req);
      if (to) sandbox.handleUpgrade({ req, socket, head }, to);
      else refuseUpgrade(socket, 400, NO_PATH);
    });
    http.emit("connection", connection);
  }

  return {
    prefix: BYTES_PATH,
    request: (_, res) => answerPlainly(res, 426, ONLY_LINES),
    upgrade(req, socket, head) {
      if (!isFromSite(req)) {
        surroundings.tell?.({ is: "rejected", why: "origin" });
        return refuseUpgrade(socket, 403, FOREIGN);
      }
      const found = known.find(req, (req.url ?? "").slice(BYTES_PATH.length));
      if (!found.ok) return refuseUpgrade(socket, found.status, found.text);
      const { sandbox } = found;
      if ((open.get(sandbox) ?? 0) >= MOST_LINES) return refuseUpgrade(socket, 429, TOO_MANY);
      lines.handleUpgrade(req, socket, head, (line) => carry(line, sandbox));
    },
    async close() {
      for (const line of lines.clients) line.terminate();
      lines.close();
    },
  };
}

const NO_PATH = "The target of a request line is a path, such as /socket.io/?EIO=4.";

const destination = ({ url = "" }: IncomingMessage) =>
  url.startsWith("/") ? { client: BY_HAND, target: url } : undefined;
