// Where an address in learner code really leads. On a page of the learner's server `io()`, `io("/chat")` and
// `io("http://localhost:3000")` all mean that server, which in truth lives below a path of our own site. Pure.

/** The addresses learner code believes in, and where the sandbox is (`url`, without a slash at its end). */
export type Believed = { readonly url: string; readonly server: string; readonly page: string };

/** What `io()` must be given: an address whose path is the namespace, and the prefix of the request path. */
export type ConnectionAddress = { readonly url: string; readonly prefix: string };

/** The real address for one that learner code passes to `io()`; another host than the learner's own stays as it is. */
export function connectionAddress(
  given: string | undefined,
  believed: Believed,
): ConnectionAddress {
  const wanted = new URL(complete(given ?? "", believed.page));
  const real = new URL(believed.url);
  const namespace =
    given === undefined ? "" : `${wanted.pathname === "/" ? "" : wanted.pathname}${wanted.search}`;
  const prefix = prefixFor(wanted, believed);
  if (prefix === undefined) return { url: given ?? believed.page, prefix: "" };
  return { url: `${real.origin}${namespace}`, prefix };
}

/** The real address for one that learner code passes to `fetch()`. */
export function requestAddress(given: string, believed: Believed): string {
  const wanted = new URL(given, believed.page);
  const prefix = prefixFor(wanted, believed);
  if (prefix === undefined) return given;
  return `${new URL(believed.url).origin}${prefix}${wanted.pathname}${wanted.search}`;
}

// The server's own port needs no mark; any other port of the same machine is marked as the gateway expects it.
function prefixFor(wanted: URL, believed: Believed): string | undefined {
  const server = new URL(believed.server);
  if (!isOwn(wanted.hostname, server.hostname)) return undefined;
  const path = new URL(believed.url).pathname.replace(/\/$/, "");
  return portOf(wanted) === portOf(server) ? path : `${path}/:${portOf(wanted)}`;
}

function isOwn(hostname: string, server: string): boolean {
  return (
    hostname === server ||
    hostname === "localhost" ||
    hostname === "127.0.0.1" ||
    hostname === "[::1]"
  );
}

function portOf(url: URL): string {
  if (url.port !== "") return url.port;
  return url.protocol === "https:" || url.protocol === "wss:" ? "443" : "80";
}

// As socket.io-client's url.js completes what it is given: "/x" is of this page's host, "host:1" lacks a scheme.
function complete(given: string, page: string): string {
  if (given === "" || given.startsWith("/")) return new URL(given, page).href;
  return /^(https?|wss?):\/\//.test(given) ? given : `${new URL(page).protocol}//${given}`;
}
