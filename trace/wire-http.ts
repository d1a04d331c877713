// The lowest layer of what HTTP carries: the start line, each header, the empty line, the body (RFC 9112 §2).
import { checkAccept } from "#trace/accept.ts";
import { fromBase64 } from "#trace/base64.ts";
import type { FactOf } from "#trace/event.ts";
import { requestMessage, responseMessage } from "#trace/http.ts";
import type { Problem } from "#trace/problem.ts";
import { readUtf8 } from "#trace/utf8.ts";
import type { RequestOf } from "#trace/wire-connections.ts";
import { shortened } from "#trace/wire-engine-io.ts";
import { headerWords, methodWords, queryWords, statusWords } from "#trace/wire-headers.ts";
import {
  BYTE,
  concatenated,
  createTiler,
  hexOf,
  type Layer,
  type Span,
  sized,
  type Tiler,
} from "#trace/wire-layer.ts";
import type { Carrier } from "#trace/wire-messages.ts";

type HttpCarrier = Extract<Carrier, { by: "http" }>;
/** The messages, one after another, and where the body of each stands. */
export type Http = Readonly<{ layer: Layer; bodies: readonly Span[] }>;

/** `requestOf` finds the request of an answer, for what only both together tell. */
export function httpLayer(carriers: readonly HttpCarrier[], requestOf: RequestOf): Http {
  const tiler = createTiler();
  const problems: Problem[] = [];
  let missing = 0;
  const laid = carriers.map(({ event }, i) => {
    if (carriers.length > 1) tiler.heads(`message ${i + 1} of ${carriers.length}`);
    if (event.kind === "http.chunk") {
      const bytes = fromBase64(event.bytes.base64);
      missing += Math.max(0, event.bytes.size - bytes.length);
      return { bytes, body: layBody(tiler, bytes, "More of a body whose head has gone before.") };
    }
    const isRequest = event.kind === "http.request";
    const { head, body } = isRequest ? requestMessage(event) : responseMessage(event);
    if (isRequest) layRequestLine(tiler, event);
    else layStatusLine(tiler, event);
    const accept = layHeaders(tiler, event.headers);
    const request = isRequest ? undefined : requestOf(event);
    if (!isRequest && request !== undefined && accept !== undefined) {
      const check = checkAccept(request, event);
      if (check.state === "wrong")
        problems.push({
          at: accept / BYTE,
          text: `the key asks for ${check.expected}`,
          rule: "RFC 6455 §4.1",
        });
    }
    missing += body.missing;
    const bytes = concatenated([new TextEncoder().encode(head), body.bytes]);
    return { bytes, body: layBody(tiler, body.bytes, "What the message carries.") };
  });
  const layer: Layer = {
    layer: "http",
    title: titleOf(carriers),
    bytes: concatenated(laid.map(({ bytes }) => bytes)),
    parts: tiler.parts(problems),
    standings: [],
    note: missing > 0 ? `${sized(missing, "more byte")} not recorded` : undefined,
  };
  return { layer, bodies: laid.map(({ body }) => body) };
}

function titleOf([first, ...more]: readonly HttpCarrier[]): string {
  if (more.length > 0) return "HTTP messages";
  const kind = first?.event.kind;
  switch (kind) {
    case "http.request":
      return "HTTP request";
    case "http.response":
      return "HTTP response";
    case "http.chunk":
    case undefined:
      return "HTTP body, a piece";
    default:
      return kind satisfies never;
  }
}

function layRequestLine(tiler: Tiler, { method, target, version }: FactOf<"http.request">): void {
  tiler.text(`${method} `, { name: "method", says: methodWords(method) });
  const mark = target.indexOf("?");
  const path = mark === -1 ? target : target.slice(0, mark + 1);
  tiler.text(path, {
    name: "path",
    shown: shortened(path),
    says: "Where at this server. Socket.IO’s own is /socket.io/, unless the program says otherwise.",
  });
  const query = mark === -1 ? [] : target.slice(mark + 1).split("&");
  for (const [i, pair] of query.entries()) {
    const text = i === query.length - 1 ? pair : `${pair}&`;
    const name = pair.split("=", 1)[0] ?? "";
    tiler.text(text, {
      name: "query",
      meaning: name,
      shown: shortened(text),
      says: queryWords(name),
    });
  }
  layVersion(tiler, ` HTTP/${version}`);
  layLineEnd(tiler);
}

function layStatusLine(tiler: Tiler, event: FactOf<"http.response">): void {
  layVersion(tiler, `HTTP/${event.version} `);
  const words = `${event.status} ${event.reason}`;
  tiler.text(words, { name: "status", says: statusWords(event.status) });
  layLineEnd(tiler);
}

const layVersion = (tiler: Tiler, text: string): Span =>
  tiler.text(text, { name: "version", says: "The version of HTTP." });

const layLineEnd = (tiler: Tiler): Span =>
  tiler.text("\r\n", { name: "CRLF", shown: "\\r\\n", says: "Ends the line." });

/** Gives the bit at which Sec-WebSocket-Accept stands. */
function layHeaders(tiler: Tiler, headers: FactOf<"http.request">["headers"]): number | undefined {
  let accept: number | undefined;
  for (const [name, value] of headers) {
    if (name.toLowerCase() === "sec-websocket-accept") accept = tiler.at();
    tiler.text(`${name}: ${value}\r\n`, {
      name: "header",
      shown: shortened(`${name}: ${value}`),
      says: headerWords(name),
    });
  }
  tiler.text("\r\n", { name: "empty line", shown: "\\r\\n", says: "Ends the head." });
  return accept;
}

function layBody(tiler: Tiler, bytes: Uint8Array, says: string): Span {
  if (bytes.length === 0) return { from: tiler.at(), to: tiler.at() };
  const { text, invalidAt } = readUtf8(bytes);
  return tiler.bytes(bytes.length, {
    name: "body",
    shown: invalidAt === -1 ? shortened(text) : hexOf(bytes),
    meaning: sized(bytes.length),
    says,
  });
}
