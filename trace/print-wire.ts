// The words for what passes on the wire: requests, responses and frames, decoded.
import {
  type DecodedHttp,
  decodeFrame,
  decodeRequest,
  type EngineLayer,
  type FrameLayer,
} from "#trace/decode.ts";
import { decodeResponse } from "#trace/decode-response.ts";
import { checkAccept } from "#trace/accept.ts";
import { fromBase64 } from "#trace/base64.ts";
import type { EventOf } from "#trace/event.ts";
import { closeIn } from "#trace/close.ts";
import { frameProblems } from "#trace/frame-rules.ts";
import { eventName, type PacketReading } from "#trace/packet-text.ts";
import type { PrintContext } from "#trace/print-context.ts";
import type { Problem } from "#trace/problem.ts";
import { readUtf8 } from "#trace/utf8.ts";

/** `→ GET /socket.io/?…  40`: a request on its way to the server. */
export function requestWords(context: PrintContext, event: EventOf<"http.request">): string {
  const content = bodyWords(context, decodeRequest(event), event.body.size);
  return spaced(`→ ${event.method} ${context.shown(event.target)}`, content);
}

/** `GET /socket.io/?… → 200  0{…}`: a request with its answer. */
export function responseWords(context: PrintContext, event: EventOf<"http.response">): string {
  const request = context.requestOf(event.request);
  const asked =
    request === undefined
      ? `request ${event.request}`
      : `${request.method} ${context.shown(request.target)}`;
  const status = event.status === 200 ? "200" : `${event.status} ${event.reason}`.trimEnd();
  const content = bodyWords(context, decodeResponse(event, request), event.body.size);
  const isWrong =
    event.status === 101 && request !== undefined && checkAccept(request, event).state === "wrong";
  return spaced(
    `${asked} → ${status}`,
    content,
    isWrong ? "! Sec-WebSocket-Accept does not answer the key" : "",
  );
}

/** `request 3 ← data: hello⏎⏎`: what was written of an answer that leaves as it is written. */
export function chunkWords(
  context: PrintContext,
  { request, bytes, isLast }: EventOf<"http.chunk">,
): string {
  const kept = fromBase64(bytes.base64);
  const { text, invalidAt } = readUtf8(kept);
  const shown = invalidAt < 0 ? context.shown(text) : bytesWords(kept);
  const written = bytes.size > 0 ? ` ← ${shown}` : "";
  return `request ${request}${written}${isLast ? " and ends" : ""}`;
}

/** `→ 42["hello"]  EVENT hello`: a frame, with an arrow towards the server or away from it. */
export function frameWords(context: PrintContext, event: EventOf<"frame">): string {
  const arrow = event.from === "client" ? "→" : "←";
  const { frames, leftover } = decodeFrame(event);
  const words = frames.map((layer) => spaced(...oneFrame(context, layer)));
  if (leftover.length > 0) words.push(`${bytesWords(leftover)}, too few for a frame`);
  return `${arrow} ${words.join(" | ")}`;
}

function oneFrame(context: PrintContext, { frame, content }: FrameLayer): readonly string[] {
  const { opcode, payload, header } = frame;
  const problems = [...frameProblems(frame), ...problemsOf(content)];
  const complaints = [...new Set(problems.map(({ text, rule }) => `! ${text} (${rule})`))];
  const text = (): string => context.shown(readUtf8(payload).text);
  switch (content.content) {
    case "packet":
      return [...packetWords(context, content.layer), ...complaints];
    case "compressed":
      return [`compressed ${header.length} bytes ${hexStart(payload)}`, ...complaints];
    case "fragment":
      return [
        `${opcode === "continuation" ? "continued" : `${opcode}, not all`}: ${text()}`,
        ...complaints,
      ];
    case "control": {
      const close = closeIn(frame);
      if (close === undefined) return [`WebSocket ${opcode} ${text()}`.trimEnd(), ...complaints];
      return [`close ${close.code ?? ""} ${context.shown(close.reason)}`.trimEnd(), ...complaints];
    }
    case "refused":
      return [bytesWords(payload), ...complaints];
    default:
      return content satisfies never;
  }
}

function problemsOf(content: FrameLayer["content"]): readonly Problem[] {
  if (content.content === "refused") return [content.problem];
  return content.content === "packet" ? content.problems : [];
}

function bodyWords(context: PrintContext, { message, packets }: DecodedHttp, size: number): string {
  if (packets.length > 0) {
    const words = packets.map((layer) => packetWords(context, layer));
    return spaced(
      words.map(([text]) => text).join(" ␞ "),
      words
        .map(([, meaning]) => meaning)
        .filter(Boolean)
        .join(", "),
    );
  }
  if (size === 0) return "";
  const { text, bytes } = message.body;
  return text === undefined ? `${size} bytes ${hexStart(bytes)}` : context.shown(text);
}

/** An Engine.IO packet as it stands on the wire, and what it means. */
export function packetWords(
  context: PrintContext,
  { packet, socket, text, size }: EngineLayer,
): readonly [string, string] {
  const isCut = socket.state === "packet" && socket.reading.state === "cut";
  const raw = isCut ? `${context.shown(text)}… of ${size} bytes` : context.shown(text);
  if (packet.type === "error") return [raw, `! ${packet.problem.text}`];
  if (socket.state === "packet") return [raw, readingWords(context, socket.reading)];
  if (socket.state === "attachment")
    return [text === "" ? `binary ${size} bytes ${hexStart(socket.bytes)}` : raw, ""];
  if (packet.type === "open" && !packet.handshake.ok)
    return [raw, `! ${packet.handshake.problem.text}`];
  return [raw, packet.type];
}

/** `EVENT chat in /news, ack 3, 1 attachment`. */
export function readingWords(context: PrintContext, reading: PacketReading): string {
  if (reading.state === "wrong") return `! ${context.shown(reading.problem.text)}`;
  const about = reading.state === "whole" ? reading.packet : reading;
  const name = reading.state === "whole" ? eventName(reading.packet) : reading.event;
  const nsp = about.nsp === "/" ? "" : ` in ${about.nsp}`;
  const isAck = about.type === "ACK" || about.type === "BINARY_ACK";
  const id = about.id === undefined ? "" : isAck ? ` ${about.id}` : `, ack ${about.id}`;
  const attachments = "attachments" in about ? `, ${counted(about.attachments, "attachment")}` : "";
  const event = name === undefined ? "" : ` ${context.shown(name)}`;
  return isAck
    ? `${about.type}${id}${nsp}${attachments}`
    : `${about.type}${event}${nsp}${id}${attachments}`;
}

/** "1 listener", "2 listeners". */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function spaced(...words: readonly string[]): string {
  return words.filter((word) => word !== "").join("  ");
}

const bytesWords = (bytes: Uint8Array): string =>
  `${counted(bytes.length, "byte")} ${hexStart(bytes)}`.trimEnd();

function hexStart(bytes: Uint8Array): string {
  const start = [...bytes.subarray(0, 16)]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");
  return bytes.length > 16 ? `${start}…` : start;
}
