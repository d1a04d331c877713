// `/client-host/<sandbox>/`: the page of the frame in which a scene's clients live, and its script. The frame has an
// opaque origin and may reach one sandbox and nothing else, by this page's own policy.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import path from "node:path";
import { answerPlainly, refuseUpgrade } from "./gateway/plain-answer.ts";
import type { Mount } from "./mount.ts";

const PREFIX = "/client-host/";
const PAGE = /^\/client-host\/([\w-]{1,64})\/(?:\?|$)/;
/** A name, an address or one in brackets, with a port: all that may stand in a policy. */
const HOST = /^(?:[a-z0-9.-]+|\[[a-f0-9:.]+\])(?::\d{1,5})?$/i;

type Asset = { readonly path: string; readonly body: Buffer };

/** @param dist the folder of the build */
export function clientHostMount(dist: string): Mount {
  const host = asset(dist, "host");
  const page = `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Clients</title>
<script src="${host.path}"></script></html>
`;

  function answer(req: IncomingMessage, res: ServerResponse): void {
    const url = req.url ?? "";
    if (req.method !== "GET" && req.method !== "HEAD")
      return answerPlainly(res, 405, "The client host can only be read.");
    if (url === host.path) return sendScript(res, host);
    const sandbox = PAGE.exec(url)?.[1];
    const { host: authority = "" } = req.headers;
    if (sandbox === undefined)
      return answerPlainly(res, 404, "There is no such part of the client host.");
    if (!HOST.test(authority))
      return answerPlainly(res, 400, "The Host of this request is not one.");
    res.writeHead(200, {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": policy(authority, sandbox),
      // Its address holds the sandbox's id, which is a capability.
      "Referrer-Policy": "no-referrer",
      "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
      "X-Content-Type-Options": "nosniff",
      "Cache-Control": "no-store",
    });
    res.end(page);
  }

  return {
    prefix: PREFIX,
    request: answer,
    upgrade: (_req, socket) => refuseUpgrade(socket, 404, "The client host takes no upgrades."),
    close: async () => undefined,
  };
}

// A frame of an opaque origin loads it as a stranger does.
function sendScript(res: ServerResponse, { body }: Asset): void {
  res.writeHead(200, {
    "Content-Type": "text/javascript; charset=utf-8",
    "Content-Length": body.length,
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Access-Control-Allow-Origin": "*",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "public, max-age=31536000, immutable",
  });
  res.end(body);
}

// An `http` source also admits https, and `ws` also wss, so that a proxy may add TLS.
function policy(authority: string, sandbox: string): string {
  return [
    "sandbox allow-scripts",
    "default-src 'none'",
    // Learner code is evaluated, in the worker; a worker has the policy of the page that made it.
    `script-src http://${authority}${PREFIX} 'unsafe-eval'`,
    "worker-src blob:",
    `connect-src http://${authority}/s/${sandbox}/ ws://${authority}/s/${sandbox}/`,
    "frame-ancestors 'self'",
  ].join("; ");
}

/** Named by its content, so that it may be kept for ever. */
function asset(dist: string, name: string): Asset {
  const body = readFileSync(path.join(dist, "browser", `${name}.js`));
  const hash = createHash("sha256").update(body).digest("hex").slice(0, 16);
  return { path: `${PREFIX}${name}.${hash}.js`, body };
}
