// Who may use the control connection: the pages of this site, and programs that are no browser. A page of another
// site, or of a learner's server, says where it is from.
import type { IncomingMessage } from "node:http";

/** Whether the request comes from a page of the site's own, or from no page. */
export function isFromSite({ headers }: Pick<IncomingMessage, "headers">): boolean {
  // A browser leaves Origin out of a GET within one site, but then says so.
  if (headers.origin === undefined) {
    const site = headers["sec-fetch-site"];
    return site === undefined || site === "same-origin";
  }
  try {
    return new URL(headers.origin).host === headers.host?.toLowerCase();
  } catch {
    // "null": a page without an origin, such as an answer of a learner's server.
    return false;
  }
}
