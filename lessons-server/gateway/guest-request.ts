// An HTTP request as the program may see it.
import type { IncomingMessage } from "node:http";
import type { GuestRequest } from "#protocol/runner.ts";
import { headerPairs } from "./http-head.ts";

/** `req.url` and its headers must already be free of the sandbox's address. */
export function guestRequest(req: IncomingMessage): GuestRequest {
  return {
    method: req.method ?? "GET",
    url: req.url ?? "/",
    version: req.httpVersion,
    headers: headerPairs(req.rawHeaders, (text) => text),
    remoteAddress: req.socket.remoteAddress ?? "",
  };
}
