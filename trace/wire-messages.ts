// What passed on the wire, message by message, each with the frames or the HTTP message that carried it: fragments are
// joined over events, and what is no packet is there too.
import {
  decodeFrame,
  decodeRequest,
  type EngineLayer,
  type FrameContent,
  layerOf,
} from "#trace/decode.ts";
import { decodeResponse } from "#trace/decode-response.ts";
import { decodeEngineIoPacket } from "#trace/engine-io.ts";
import type { EventOf, LinkId, RequestId } from "#trace/event.ts";
import type { Frame, FrameSource } from "#trace/frame.ts";
import type { Reader } from "#trace/growing.ts";
import { sidAfter } from "#trace/link-session.ts";
import { joinFrame, type Message } from "#trace/message.ts";
import type { Problem } from "#trace/problem.ts";

/** The events that are bytes. */
export type WireEvent =
  | EventOf<"frame">
  | EventOf<"http.request">
  | EventOf<"http.response">
  | EventOf<"http.chunk">;
/** A frame with the event it is in, or an HTTP message; `bytes` are those too few for a frame. */
export type Carrier = Readonly<
  | { by: "frame"; event: EventOf<"frame">; frame: Frame }
  | { by: "bytes"; event: EventOf<"frame">; bytes: Uint8Array }
  | { by: "http"; event: Exclude<WireEvent, { kind: "frame" }> }
>;
/** What a message is. "fragment": the beginning of one, of which more is to come. */
export type Content = Readonly<
  | { content: "packets"; layers: readonly EngineLayer[]; problems: readonly Problem[] }
  | { content: "compressed" | "control" | "fragment" | "http" | "leftover" }
  | { content: "refused"; problem: Problem }
>;
export type WireMessage = Readonly<{
  /** The event with its last byte. */
  event: WireEvent;
  from: FrameSource;
  /** The Engine.IO session that its link carried then. */
  sid: string | undefined;
  carriers: readonly Carrier[];
  content: Content;
  /** The beginning of it, which was there before. */
  continues: WireMessage | undefined;
}>;

type Framed = Extract<Carrier, { by: "frame" }>;
type Held = Omit<WireMessage, "carriers"> & Readonly<{ carriers: readonly Framed[] }>;
type On = Readonly<{ sid: string | undefined; held: Map<string, Held> }>;

/** Reads a trace event by event: each gives the messages that end with it, and the beginnings that it adds to. */
export function readMessages(): Reader<WireMessage> {
  const sids = new Map<LinkId, string | undefined>();
  const requests = new Map<RequestId, EventOf<"http.request">>();
  const held = new Map<string, Held>();
  const sidOf = (event: Parameters<typeof sidAfter>[0]): string | undefined => {
    const sid = sidAfter(event, sids.get(event.link));
    sids.set(event.link, sid);
    return sid;
  };
  return (event) => {
    switch (event.kind) {
      case "gap":
        for (const { link, sid } of event.checkpoint.links) sids.set(link, sid);
        return NONE;
      case "http.chunk":
        return [{ ...http(event, "server", sids.get(event.link)), content: { content: "http" } }];
      case "http.request": {
        requests.set(event.request, event);
        const content = contentOfHttp(decodeRequest(event).packets);
        return [{ ...http(event, "client", sidOf(event)), content }];
      }
      case "http.response": {
        const sid = sidOf(event);
        const { target, packets } = decodeResponse(event, requests.get(event.request));
        requests.delete(event.request);
        const content = contentOfHttp(packets);
        return [{ ...http(event, "server", target?.sid ?? sid), content }];
      }
      case "frame":
        return framesOf(event, { sid: sidOf(event), held });
      default:
        return NONE;
    }
  };
}

const NONE: readonly WireMessage[] = [];

const http = (
  event: Extract<Carrier, { by: "http" }>["event"],
  from: FrameSource,
  sid: string | undefined,
) => ({ event, from, sid, carriers: [{ by: "http", event }], continues: undefined }) as const;

const contentOfHttp = (layers: readonly EngineLayer[]): Content =>
  layers.length === 0 ? { content: "http" } : { content: "packets", layers, problems: [] };

function framesOf(event: EventOf<"frame">, { sid, held }: On): readonly WireMessage[] {
  const { from } = event;
  const key = `${event.link} ${from}`;
  const { frames, leftover } = decodeFrame(event);
  const found = frames.map(({ frame, content }): WireMessage => {
    const own: Framed = { by: "frame", event, frame };
    const about = { event, from, sid, carriers: [own], continues: undefined };
    const before = held.get(key);
    if (before === undefined && content.content === "packet")
      return { ...about, content: alone(frame, content) };
    const joining = joinFrame(
      before?.carriers.map((one) => one.frame),
      frame,
    );
    if (joining.state === "control") return { ...about, content: { content: "control" } };
    held.delete(key);
    if (joining.state === "refused")
      return { ...about, content: { content: "refused", problem: joining.problem } };
    const carriers = [...(before?.carriers ?? []), own];
    const whole = { ...about, carriers, continues: before };
    if (joining.state === "message")
      return { ...whole, content: contentOf(joining.message, frame) };
    const beginning = { ...whole, content: { content: "fragment" } } as const;
    held.set(key, beginning);
    return beginning;
  });
  if (leftover.length === 0) return found;
  const carriers = [{ by: "bytes", event, bytes: leftover }] as const;
  const content = { content: "leftover" } as const;
  return [...found, { event, from, sid, carriers, content, continues: undefined }];
}

/** A message of one frame, which is decoded already. */
function alone(
  { at, header }: Frame,
  { layer, problems }: Extract<FrameContent, { content: "packet" }>,
): Content {
  const start = at + header.size;
  const own = problems.map((problem) => ({ ...problem, at: problem.at - start }));
  return { content: "packets", layers: [layer], problems: own };
}

function contentOf(message: Message, { at }: Frame): Content {
  if (message.content === "compressed") return { content: "compressed" };
  const layers = [layerOf(...partOf(message, at))];
  return { content: "packets", layers, problems: message.problems };
}

function partOf(
  message: Exclude<Message, { content: "compressed" }>,
  at: number,
): Parameters<typeof layerOf> {
  switch (message.content) {
    case "text": {
      const { text } = message;
      return [{ packet: decodeEngineIoPacket(text), text, at, size: text.length }];
    }
    case "binary": {
      const { bytes } = message;
      return [{ packet: decodeEngineIoPacket(bytes), text: "", at, size: bytes.length }];
    }
    case "cut": {
      const { bytes, missing } = message;
      const text = message.opcode === "text" ? new TextDecoder().decode(bytes) : "";
      const packet = decodeEngineIoPacket(message.opcode === "text" ? text : bytes);
      return [{ packet, text, at, size: bytes.length + missing }, missing];
    }
    default:
      return message satisfies never;
  }
}
