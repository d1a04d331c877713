// HTTP messages of the trace as they were on the wire, and what their heads say about Engine.IO and WebSocket.
import { fromBase64 } from "#trace/base64.ts";
import type { Bytes, FactOf } from "#trace/event.ts";
import { readUtf8 } from "#trace/utf8.ts";

type Request = FactOf<"http.request">;
type Response = FactOf<"http.response">;
type Headers = Request["headers"];

/** A body as recorded: `missing` bytes were beyond the recorder's cap. `text` is absent when the bytes are not text. */
export type HttpBody = Readonly<{ bytes: Uint8Array; missing: number; text: string | undefined }>;
/** One HTTP/1.1 message for display: its head exactly as on the wire (CRLF, empty line), and its body. */
export type HttpMessage = Readonly<{ head: string; body: HttpBody }>;

/** A request's head and body (RFC 9112 §3). */
export function requestMessage(request: Request): HttpMessage {
  const line = `${request.method} ${request.target} HTTP/${request.version}`;
  return { head: headOf(line, request.headers), body: bodyOf(request.body, request.headers) };
}

/** A response's head and body (RFC 9112 §4). */
export function responseMessage(response: Response): HttpMessage {
  const line = `HTTP/${response.version} ${response.status} ${response.reason}`;
  return { head: headOf(line, response.headers), body: bodyOf(response.body, response.headers) };
}

function headOf(startLine: string, headers: Headers): string {
  return `${startLine}\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`;
}

function bodyOf(body: Bytes, headers: Headers): HttpBody {
  const bytes = fromBase64(body.base64);
  const { text, invalidAt } = readUtf8(bytes);
  const missing = Math.max(0, body.size - bytes.length);
  // A cap may cut the last character in two: those few bytes are no reason to call the body binary.
  const isText =
    header(headers, "content-encoding") === undefined &&
    (invalidAt === -1 || (missing > 0 && invalidAt > bytes.length - 4));
  return { bytes, missing, text: isText ? text : undefined };
}

/** The first header of that name, whatever its case (RFC 9110 §5.1). */
export function header(headers: Headers, name: string): string | undefined {
  return headers.find(([spelling]) => spelling.toLowerCase() === name.toLowerCase())?.[1];
}

/** What a request's target says of Engine.IO; see https://socket.io/docs/v4/engine-io-protocol/#handshake. */
export type EngineIoTarget = Readonly<{
  path: string;
  version: string;
  transport: string;
  sid: string | undefined;
}>;

/** The Engine.IO query of a request target; undefined for a request that is not Engine.IO's. */
export function engineIoTarget(target: string): EngineIoTarget | undefined {
  const mark = target.indexOf("?");
  if (mark === -1) return undefined;
  const query = new URLSearchParams(target.slice(mark + 1));
  const transport = query.get("transport");
  const version = query.get("EIO");
  if (transport === null || version === null) return undefined;
  return { path: target.slice(0, mark), version, transport, sid: query.get("sid") ?? undefined };
}
