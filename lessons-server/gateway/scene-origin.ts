// A scene's clients live in a frame of an opaque origin, so their browser says `Origin: null`. Here a request gets the
// origin that its client believes to have, and the answer is translated back: the browser admits it exactly if it
// would have admitted it to a page of that origin (DESIGN §3, origins).
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Destination } from "./address.ts";

/** Whence a client calls. `isSame`: the server's own origin, where a browser asks nobody. */
export type SceneOrigin = { readonly origin: string; readonly isSame: boolean };

/** Puts the headers back as the program wrote them: what a browser is told besides is no fact of the program's. */
export type AsWritten = (headers: readonly [string, string][]) => [string, string][];

const TRANSLATED = [
  "access-control-allow-origin",
  "access-control-allow-credentials",
  "access-control-expose-headers",
] as const;

/**
 * The origin of the page that this request comes from; undefined if it does not come from a frame of ours.
 * @param firstPort the port of the program that an address without a port means
 */
export function sceneOrigin(
  req: IncomingMessage,
  to: Destination,
  firstPort: number | undefined,
): SceneOrigin | undefined {
  if (to.client === undefined || req.headers.origin !== "null") return undefined;
  const own = serverOrigin(firstPort);
  const origin = to.origin ?? own;
  return { origin, isSame: origin === (to.port ? serverOrigin(to.port) : own) };
}

/** Gives the request the header that a browser would have sent from a page of that origin. */
export function putOrigin(req: IncomingMessage, { origin, isSame }: SceneOrigin): void {
  const isSilent = isSame && /^(GET|HEAD)$/.test(req.method ?? "") && !req.headers.upgrade;
  const raw: string[] = [];
  for (let i = 0; i + 1 < req.rawHeaders.length; i += 2) {
    const [name = "", value = ""] = req.rawHeaders.slice(i, i + 2);
    if (name.toLowerCase() !== "origin") raw.push(name, value);
    else if (!isSilent) raw.push(name, origin);
  }
  req.rawHeaders.splice(0, req.rawHeaders.length, ...raw);
  if (isSilent) delete req.headers.origin;
  else req.headers.origin = origin;
}

/** A question that a browser would not have asked on a page of the server's own. */
export function isNeedlessPreflight(req: IncomingMessage, from: SceneOrigin): boolean {
  const asks = req.headers["access-control-request-method"];
  return from.isSame && req.method === "OPTIONS" && asks !== undefined;
}

/** The answer to it, which is ours alone: neither the program nor the trace hears of it. */
export function answerPreflight(req: IncomingMessage, res: ServerResponse): void {
  const asked = req.headers["access-control-request-headers"];
  res.writeHead(204, {
    "Access-Control-Allow-Origin": "null",
    "Access-Control-Allow-Credentials": "true",
    "Access-Control-Allow-Methods": req.headers["access-control-request-method"] ?? "GET",
    ...(asked && { "Access-Control-Allow-Headers": asked }),
    "Access-Control-Max-Age": "600",
  });
  res.end();
}

/** Translates the answer's head when it is written. */
export function translateAnswer(res: ServerResponse, from: SceneOrigin): AsWritten {
  const written = new Map<string, string | undefined>();
  const writeHead = res.writeHead.bind(res) as (...args: unknown[]) => ServerResponse;
  res.writeHead = (status: number, ...rest: unknown[]) => {
    const given = rest.find((one) => typeof one === "object" && one !== null) ?? {};
    for (const [name, value] of Object.entries(given)) res.setHeader(name, value as string);
    for (const name of TRANSLATED) written.set(name, res.getHeader(name)?.toString());
    if (from.isSame) admit(res);
    else translate(res, from.origin);
    return writeHead(status, ...rest.filter((one) => typeof one === "string"));
  };
  return (headers) =>
    headers.flatMap(([name, value]): [string, string][] => {
      const key = name.toLowerCase();
      if (!written.has(key)) return [[name, value]];
      const before = written.get(key);
      return before === undefined ? [] : [[name, before]];
    });
}

function admit(res: ServerResponse): void {
  const names = res.getHeaderNames().filter((name) => !name.startsWith("access-control-"));
  res.setHeader("Access-Control-Allow-Origin", "null");
  res.setHeader("Access-Control-Allow-Credentials", "true");
  res.setHeader("Access-Control-Expose-Headers", names.join(", "));
}

// `*` stays: the browser knows itself when that is not enough. Any other origin is not the caller's, and `null`
// itself would have admitted nobody.
function translate(res: ServerResponse, origin: string): void {
  const admitted = res.getHeader("access-control-allow-origin");
  if (admitted === origin) res.setHeader("Access-Control-Allow-Origin", "null");
  else if (admitted === "null") res.removeHeader("Access-Control-Allow-Origin");
}

function serverOrigin(port = 3000): string {
  return new URL(`http://localhost:${port}`).origin;
}
