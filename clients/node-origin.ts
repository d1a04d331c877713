// What a browser does for a page of another origin, and Node does not: it says with each request where the page is, asks
// for leave before unusual ones, and keeps from code the answers that the server does not let it read. A WebSocket is
// told where the page is, and that is all. Headers that a server does not expose are not hidden here.
import { NodeWebSocket, NodeXHR } from "socket.io-client";

/** As the frame of a scene's client has it. Which origin is meant the gateway knows by the address. */
const ORIGIN = "null";

type Fetch = typeof globalThis.fetch;
type HeaderOf = (name: string) => string | null | undefined;

/** The private side of engine.io-client's transports for Node, as far as it is used. */
type InnerRequest = {
  readonly _opts: { readonly withCredentials?: boolean };
  readonly _xhr: { readonly getResponseHeader: HeaderOf };
  _onLoad: () => void;
  _onError: (status: number) => void;
};
type InnerPolling = { opts: { extraHeaders?: object } };
type SocketOptions = { headers?: object };

/** From now on, all transports of this process are those of such a page. */
export function putTransportsOnPage(): void {
  const polling = NodeXHR.prototype as unknown as {
    request: (this: InnerPolling, options?: object) => InnerRequest;
  };
  const { request } = polling;
  polling.request = function (options) {
    this.opts.extraHeaders = { ...this.opts.extraHeaders, Origin: ORIGIN };
    const made = request.call(this, options);
    const load = made._onLoad.bind(made);
    made._onLoad = () => {
      const { _opts, _xhr } = made;
      if (admits((name) => _xhr.getResponseHeader(name), _opts.withCredentials === true)) load();
      else made._onError(0);
    };
    return made;
  };
  const webSocket = NodeWebSocket.prototype as unknown as {
    createSocket: (uri: string, protocols: unknown, options: SocketOptions) => unknown;
  };
  const { createSocket } = webSocket;
  webSocket.createSocket = function (uri, protocols, options) {
    const headers = { ...options.headers, Origin: ORIGIN };
    return createSocket.call(this, uri, protocols, { ...options, headers });
  };
}

/** `fetch` as code on such a page has it. */
export function fetchOnPage(fetch: Fetch): Fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    if (init?.mode === "no-cors") return fetch(request);
    const unusual = [...request.headers.keys()].filter((name) => isUnusual(name, request.headers));
    if (!USUAL_METHODS.has(request.method) || unusual.length > 0)
      await askLeave(fetch, request, unusual);
    request.headers.set("Origin", ORIGIN);
    const answer = await fetch(request);
    if (!admits((name) => answer.headers.get(name), init?.credentials === "include"))
      throw blocked();
    return answer;
  };
}

const USUAL_METHODS = new Set(["GET", "HEAD", "POST"]);
const USUAL_HEADERS = new Set(["accept", "accept-language", "content-language"]);
const USUAL_TYPES = /^(application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)\b/i;

const isUnusual = (name: string, headers: Headers): boolean =>
  name === "content-type" ? !USUAL_TYPES.test(headers.get(name) ?? "") : !USUAL_HEADERS.has(name);

/** The preflight: https://fetch.spec.whatwg.org/#cors-preflight-fetch. @throws TypeError when it is refused */
async function askLeave(
  fetch: Fetch,
  { url, method }: Request,
  headers: readonly string[],
): Promise<void> {
  const answer = await fetch(url, {
    method: "OPTIONS",
    headers: {
      Origin: ORIGIN,
      "Access-Control-Request-Method": method,
      ...(headers.length > 0 && { "Access-Control-Request-Headers": headers.join(",") }),
    },
  });
  const headerOf: HeaderOf = (name) => answer.headers.get(name);
  const methods = listed(headerOf("access-control-allow-methods"));
  const allowed = listed(headerOf("access-control-allow-headers"));
  const isFine =
    answer.ok &&
    admits(headerOf, false) &&
    (USUAL_METHODS.has(method) || methods.has(method.toLowerCase()) || methods.has("*")) &&
    (allowed.has("*") || headers.every((name) => allowed.has(name)));
  if (!isFine) throw blocked();
}

const listed = (header: string | null | undefined): ReadonlySet<string> =>
  new Set((header ?? "").split(",").map((one) => one.trim().toLowerCase()));

/** Whether code on the page may read an answer. */
function admits(headerOf: HeaderOf, withCredentials: boolean): boolean {
  const origin = headerOf("access-control-allow-origin");
  if (!withCredentials) return origin === ORIGIN || origin === "*";
  return origin === ORIGIN && headerOf("access-control-allow-credentials") === "true";
}

const blocked = (): TypeError => new TypeError("Failed to fetch");
