// Which Engine.IO session a link (one TCP connection) carries, as the wire itself says: a request's `sid`, or the open packet.
import { fromBase64 } from "#trace/base64.ts";
import { decodeFrame } from "#trace/decode.ts";
import { decodeEngineIoPacket } from "#trace/engine-io.ts";
import type { EventOf } from "#trace/event.ts";
import { engineIoTarget } from "#trace/http.ts";
import { readUtf8 } from "#trace/utf8.ts";

type WireEvent = EventOf<"http.request"> | EventOf<"http.response"> | EventOf<"frame">;

/** The `sid` a link carries after an event on it, given the one before. Requests of other kinds change nothing. */
export function sidAfter(event: WireEvent, before: string | undefined): string | undefined {
  switch (event.kind) {
    case "http.request": {
      const target = engineIoTarget(event.target);
      return target === undefined ? before : target.sid;
    }
    case "http.response":
      return before ?? (event.status === 200 ? openedIn(bodyStart(event)) : undefined);
    case "frame":
      return before ?? (event.from === "server" ? openedIn(onlyText(event)) : undefined);
    default:
      return event satisfies never;
  }
}

/** Whether this frame is the Engine.IO `5` with which a client moves its session to this WebSocket. */
export function isUpgrade(event: EventOf<"frame">): boolean {
  // 2 bytes of header, 4 of key, 1 of payload: nothing longer need be decoded.
  return event.from === "client" && event.bytes.size === 7 && onlyText(event) === "5";
}

function onlyText(event: EventOf<"frame">): string {
  const content = decodeFrame(event).frames[0]?.content;
  return content?.content === "packet" ? content.layer.text : "";
}

// An open packet is some 120 characters, and the first of its payload.
function bodyStart({ body }: EventOf<"http.response">): string {
  const { text } = readUtf8(fromBase64(body.base64.slice(0, 2000)));
  return text.split("\x1e", 1)[0] ?? "";
}

function openedIn(text: string): string | undefined {
  const open = text.startsWith("0{") ? text : text.replace(/^\d+:(?=0\{)/, "");
  const packet = decodeEngineIoPacket(open);
  return packet.type === "open" && packet.handshake.ok ? packet.handshake.value.sid : undefined;
}
