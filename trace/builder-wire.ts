// The wire of a trace built by hand: links, requests and frames with real bytes, so that decoders have something to read.
import { acceptFor } from "#trace/accept.ts";
import { toBase64 } from "#trace/to-base64.ts";
import { encodeFrame } from "#trace/encode-frame.ts";
import { SEPARATOR } from "#trace/engine-io.ts";
import { type Bytes, type Fact, LinkId, RequestId, type SessionId } from "#trace/event.ts";

/** One Engine.IO session of a client in the making. */
export type Tab = {
  readonly client: string;
  readonly session: SessionId;
  readonly sid: string;
  link: LinkId;
  transport: "polling" | "websocket";
};

export type Side = "client" | "server";
type OnLink = Readonly<{ client: string; link: LinkId }>;
type Request = Readonly<{
  method: string;
  target: string;
  headers: [string, string][];
  body: string;
}>;
type Response = Readonly<{
  status: number;
  reason: string;
  headers: [string, string][];
  body: string;
}>;
/** One Engine.IO packet to put on the wire: text, or the bytes of a message. */
export type Encoded = string | Uint8Array;

export type BuilderWire = Readonly<{
  /** A new TCP connection. */
  link(client: string): LinkId;
  /** A WebSocket handshake on a link; `sid` when it is to take over a polling session. */
  upgrade(on: OnLink, sid?: string): RequestId;
  /** The first request of a polling session and its answer. */
  handshake(on: OnLink, open: string): RequestId;
  /** Packets over the transport the session has: a frame each, or one polling request and response. */
  send(tab: Tab, from: Side, packets: readonly Encoded[]): void;
  /** A WebSocket close frame; nothing for polling. */
  close(tab: Tab, from: Side): void;
}>;

type Message = Readonly<{ opcode: number; payload: Uint8Array }>;

const POLLING = "/socket.io/?EIO=4&transport=polling&t=abc";
const KEY = "dGhlIHNhbXBsZSBub25jZQ==";
const MASK = Uint8Array.of(0x37, 0xfa, 0x21, 0x3d);
const bytesOf = (bytes: Uint8Array): Bytes => ({ base64: toBase64(bytes), size: bytes.length });
const textBytes = (text: string): Bytes => bytesOf(new TextEncoder().encode(text));
const asText = (packet: Encoded): string =>
  typeof packet === "string" ? packet : `b${toBase64(packet)}`;

/** Writes wire facts through `write`. Links and requests are numbered from 1. */
export function createBuilderWire(write: (fact: Fact) => void): BuilderWire {
  let [links, requests] = [0, 0];

  const exchange = (on: OnLink, sent: Request, answer: Response): RequestId => {
    const request = RequestId.parse(++requests);
    const about = { request, client: on.client, link: on.link, version: "1.1" };
    write({ kind: "http.request", ...about, ...sent, body: textBytes(sent.body) });
    write({ kind: "http.response", ...about, ...answer, body: textBytes(answer.body) });
    return request;
  };
  const poll = (
    on: OnLink,
    target: string,
    { from, body }: Readonly<{ from: Side; body: string }>,
  ): RequestId => {
    const isPost = from === "client";
    const type = isPost ? "text/html" : "text/plain; charset=UTF-8";
    return exchange(
      on,
      {
        method: isPost ? "POST" : "GET",
        target,
        headers: [["Host", "localhost:3000"]],
        body: isPost ? body : "",
      },
      { status: 200, reason: "OK", headers: [["Content-Type", type]], body: isPost ? "ok" : body },
    );
  };
  const frame = ({ link, client }: Tab, from: Side, message: Message): void => {
    const bytes = encodeFrame({ ...message, ...(from === "client" ? { key: MASK } : {}) });
    write({ kind: "frame", link, client, from, bytes: bytesOf(bytes) });
  };

  return {
    link(client) {
      const link = LinkId.parse(++links);
      write({ kind: "link.opened", link, client });
      return link;
    },
    upgrade: (on, sid) =>
      exchange(
        on,
        {
          method: "GET",
          target: `/socket.io/?EIO=4&transport=websocket${sid === undefined ? "" : `&sid=${sid}`}`,
          headers: [
            ["Connection", "Upgrade"],
            ["Upgrade", "websocket"],
            ["Sec-WebSocket-Key", KEY],
          ],
          body: "",
        },
        {
          status: 101,
          reason: "Switching Protocols",
          headers: [["Sec-WebSocket-Accept", acceptFor(KEY)]],
          body: "",
        },
      ),
    handshake: (on, open) => poll(on, POLLING, { from: "server", body: open }),
    send(tab, from, packets) {
      if (tab.transport === "polling")
        poll(tab, `${POLLING}&sid=${tab.sid}`, { from, body: packets.map(asText).join(SEPARATOR) });
      else for (const packet of packets) frame(tab, from, asMessage(packet));
    },
    close(tab, from) {
      if (tab.transport === "websocket")
        frame(tab, from, { opcode: 8, payload: new Uint8Array(0) });
    },
  };
}

function asMessage(packet: Encoded): Message {
  return typeof packet === "string"
    ? { opcode: 1, payload: new TextEncoder().encode(packet) }
    : { opcode: 2, payload: packet };
}
