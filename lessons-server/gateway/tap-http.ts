// Watches one HTTP exchange and writes down what really passed. It changes nothing: no listener that would start a
// stream flowing, no header, no byte.
import type { IncomingMessage, ServerResponse } from "node:http";
import { headerPairs, parseResponseHead } from "./http-head.ts";
import { createByteKeeper, keptBytes } from "./kept-bytes.ts";
import type { AsWritten } from "./scene-origin.ts";
import type { Exchange, Tape } from "./tape.ts";

export type HttpTap = {
  /** Writes the request down now, with as much of its body as has come; for when its head alone has consequences. */
  readonly recordRequest: () => void;
};

/** `req.url` must already be the target that may be shown. `asWritten` undoes what we change on the answer's way. */
export function tapHttp(
  req: IncomingMessage,
  res: ServerResponse,
  to: { tape: Tape; exchange: Exchange; asWritten: AsWritten | undefined },
): HttpTap {
  const { tape, exchange, asWritten = (headers) => [...headers] } = to;
  const { request, link, client } = exchange;
  const recordRequest = tapRequest(req, tape, exchange);
  const body = createByteKeeper();
  let isOver = false;
  let hasEnded = false;

  const conclude = (wasSent = res.headersSent): void => {
    if (isOver) return;
    isOver = true;
    exchange.atEnd.delete(leave);
    recordRequest();
    const head = wasSent ? parseResponseHead(rawHead(res), tape.redact) : undefined;
    if (!head) return;
    const headers = asWritten(head.headers);
    const message = { request, link, client, ...head, headers, body: body.kept() };
    tape.append({ kind: "http.response", ...exchange.doing, ...message });
  };
  /** What is written after the head has left by itself is a fact each time. */
  let isStreamed = false;
  const addChunk = (bytes: Buffer, isLast: boolean): void => {
    const chunk = { request, link, client, bytes: keptBytes([bytes], bytes.length), isLast };
    tape.append({ kind: "http.chunk", ...exchange.doing, ...chunk });
  };
  const flushHeaders = res.flushHeaders.bind(res);
  res.flushHeaders = () => {
    flushHeaders();
    isStreamed = true;
    conclude(!res.destroyed);
  };
  const leave = (): void => conclude();
  exchange.atEnd.add(leave);

  const write = res.write.bind(res) as (...args: unknown[]) => boolean;
  res.write = ((...args: unknown[]) => {
    recordRequest();
    // After the client has gone Node swallows what is written: it is never sent.
    const isGone = res.destroyed;
    const written = write(...args);
    if (!isGone && isBodySent(res)) {
      const bytes = bytesOf(args[0], args[1]);
      if (isStreamed) addChunk(bytes, false);
      else body.add(bytes);
    }
    return written;
  }) as typeof res.write;
  const end = res.end.bind(res) as (...args: unknown[]) => ServerResponse;
  res.end = ((...args: unknown[]) => {
    recordRequest();
    const isGone = res.destroyed;
    const wasSent = !isGone || res.headersSent;
    const ended = end(...args);
    if (!isGone && isStreamed && !hasEnded) addChunk(bytesOf(args[0], args[1]), true);
    if (!isGone && !isOver && isBodySent(res)) body.add(bytesOf(args[0], args[1]));
    hasEnded = true;
    conclude(wasSent);
    return ended;
  }) as typeof res.end;
  return { recordRequest };
}

function tapRequest(
  req: IncomingMessage,
  tape: Tape,
  { request, link, client }: Exchange,
): () => void {
  const body = createByteKeeper();
  let isRecorded = false;
  const record = (): void => {
    if (isRecorded) return;
    isRecorded = true;
    tape.append({
      kind: "http.request",
      request,
      link,
      client,
      method: req.method ?? "",
      target: tape.redact(req.url ?? ""),
      version: req.httpVersion,
      headers: headerPairs(req.rawHeaders, tape.redact),
      body: body.kept(),
    });
  };
  if (!hasBody(req)) {
    record();
    return record;
  }
  const push = req.push.bind(req);
  // The parser pushes null when the body is complete: nobody has been told of it yet.
  req.push = (chunk: Buffer | null, encoding) => {
    if (chunk === null) record();
    else body.add(chunk);
    return push(chunk, encoding);
  };
  return record;
}

function hasBody(req: IncomingMessage): boolean {
  return (
    req.headers["transfer-encoding"] !== undefined || Number(req.headers["content-length"] ?? 0) > 0
  );
}

// Node keeps the raw head as sent, and whether a body may follow it (not for HEAD, 204, 304), in properties that are
// not documented; tests pin both.
type Internals = { readonly _header: string | null; readonly _hasBody: boolean };
const rawHead = (res: ServerResponse): string => (res as ServerResponse & Internals)._header ?? "";
const isBodySent = (res: ServerResponse): boolean => (res as ServerResponse & Internals)._hasBody;

/** What was given to a stream's `write` or `end`, as bytes. */
export function bytesOf(chunk: unknown, encoding: unknown): Buffer {
  if (typeof chunk === "string") {
    return Buffer.from(chunk, typeof encoding === "string" ? (encoding as BufferEncoding) : "utf8");
  }
  if (Buffer.isBuffer(chunk)) return chunk;
  return chunk instanceof Uint8Array
    ? Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    : Buffer.alloc(0);
}
