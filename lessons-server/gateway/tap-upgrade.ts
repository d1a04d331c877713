// Watches a connection that asks to leave HTTP: the request, the answer, then every WebSocket frame both ways.
// Like tap-http it changes nothing; bytes are seen where they enter and leave the socket.
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { Bytes } from "#trace/event.ts";
import { createFrameSplitter, type OnFrame } from "./frame-splitter.ts";
import { headerPairs, parseResponseHead } from "./http-head.ts";
import { createByteKeeper, keptBytes } from "./kept-bytes.ts";
import type { Exchange, Tape } from "./tape.ts";
import { bytesOf } from "./tap-http.ts";

/** Turns a frame's pieces into what a fact keeps; shared by the connections of a sandbox, see `createFrameBytes`. */
export type FrameBytes = (pieces: readonly Buffer[], size: number) => Bytes;

export type Upgrade = {
  readonly req: IncomingMessage;
  readonly socket: Duplex;
  /** What came behind the request's head in the same chunk. */
  readonly head: Buffer;
};

/**
 * Call before anything is written to the socket. `req.url` must already be the target that may be shown.
 * `arrived` hears of every frame from the client, after it has been written down.
 */
export function tapUpgrade(
  upgrade: Upgrade,
  to: { tape: Tape; exchange: Exchange; frameBytes: FrameBytes; arrived: () => void },
): void {
  const { req, socket, head } = upgrade;
  const { tape, exchange } = to;
  const { request, link, client } = exchange;
  tape.append({
    kind: "http.request",
    request,
    link,
    client,
    method: req.method ?? "",
    target: tape.redact(req.url ?? ""),
    version: req.httpVersion,
    headers: headerPairs(req.rawHeaders, tape.redact),
    body: { base64: "", size: 0 },
  });

  const frameFrom = (from: "client" | "server"): OnFrame => {
    return (pieces, size) =>
      void tape.append({ kind: "frame", link, client, from, bytes: to.frameBytes(pieces, size) });
  };
  const fromClient = frameFrom("client");
  const incoming = createFrameSplitter((pieces, size) => {
    fromClient(pieces, size);
    to.arrived();
  });
  const outgoing = createFrameSplitter(frameFrom("server"));
  // What the client sent before it had an answer comes after that answer in the trace, as it is acted on after it.
  let early = [head];
  const answer = createAnswerReader(to, (rest) => {
    for (const chunk of early) incoming.push(chunk);
    early = [];
    outgoing.push(rest);
  });

  // ws puts `head` back with `unshift`, so that it does not come by here a second time.
  const push = socket.push.bind(socket);
  socket.push = (chunk: Buffer | null, encoding) => {
    if (chunk !== null && answer.isOpen()) early.push(chunk);
    else if (chunk !== null) incoming.push(chunk);
    return push(chunk, encoding);
  };
  const see = (chunk: unknown, encoding: unknown): void => {
    if (socket.destroyed || socket.writableEnded) return;
    const bytes = bytesOf(chunk, encoding);
    if (answer.isOpen()) answer.push(bytes);
    else outgoing.push(bytes);
  };
  const write = socket.write.bind(socket) as (...args: unknown[]) => boolean;
  socket.write = ((...args: unknown[]) => {
    see(args[0], args[1]);
    return write(...args);
  }) as typeof socket.write;
  const end = socket.end.bind(socket) as (...args: unknown[]) => Duplex;
  socket.end = ((...args: unknown[]) => {
    see(args[0], args[1]);
    return end(...args);
  }) as typeof socket.end;
  exchange.atEnd.add(() => {
    answer.end();
    incoming.end();
    outgoing.end();
  });
}

/** Reads the answer to the upgrade off the bytes written; then calls `answered` with what already followed a 101. */
function createAnswerReader(
  to: { tape: Tape; exchange: Exchange },
  answered: (rest: Buffer) => void,
) {
  const { request, link, client } = to.exchange;
  let text = "";
  let isOpen = true;

  function record(end: number): void {
    isOpen = false;
    const head = parseResponseHead(text.slice(0, end), to.tape.redact);
    const rest = Buffer.from(text.slice(end + 4), "latin1");
    const body = createByteKeeper();
    // Behind a refusal comes its reason, behind a 101 come frames.
    if (head && head.status !== 101) body.add(rest);
    if (head)
      to.tape.append({ kind: "http.response", request, link, client, ...head, body: body.kept() });
    answered(head?.status === 101 ? rest : Buffer.alloc(0));
  }

  return {
    isOpen: () => isOpen,
    push(bytes: Buffer): void {
      text += bytes.toString("latin1");
      const end = text.indexOf("\r\n\r\n");
      // ws and engine.io write a refusal in one piece, its reason included.
      if (end >= 0) record(end);
    },
    /** The connection has ended; an answer that never was written is not recorded. */
    end(): void {
      if (isOpen) record(text.length);
    },
  };
}

/**
 * A broadcast writes the same two buffers (header, payload) to every recipient, one after another, so the base64 of
 * the last frame is kept by their identity: a hundred recipients cost one encoding.
 */
export function createFrameBytes(): FrameBytes {
  let header: Buffer | undefined;
  let payload: Buffer | undefined;
  let last: Bytes | undefined;
  return (pieces, size) => {
    if (pieces.length !== 2) return keptBytes(pieces, size);
    if (last && pieces[0] === header && pieces[1] === payload) return last;
    header = pieces[0];
    payload = pieces[1];
    last = keptBytes(pieces, size);
    return last;
  };
}
