// What passed on the wire, message by message, each with the frames or the HTTP message that carried it: fragments are
// joined over events, and what is no packet is there too.
import {
  decodeFrame,
  decodeRequest,
  decodeResponse,
  type EngineLayer,
  layerOf,
} from "#trace/decode.ts";
import { decodeEngineIoPacket } from "#trace/engine-io.ts";
import type { EventOf, LinkId, RequestId, Trace } from "#trace/event.ts";
import type { Frame, FrameSource } from "#trace/frame.ts";
import { sidAfter } from "#trace/link-session.ts";
import { type Fragments, type Joining, joinFrame, type Message } from "#trace/message.ts";
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
/** What a message is. "fragment" never became whole; `missing` bytes of "packets" are said in their layers. */
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
}>;

type Framed = Extract<Carrier, { by: "frame" }>;
type Held = Readonly<{ sid: string | undefined; carriers: readonly Framed[] }>;

/** Every message of a trace, in the order in which they ended; last, the fragments that never became one. */
export function* wireMessages(trace: Trace): Generator<WireMessage> {
  const sids = new Map<LinkId, string | undefined>();
  const requests = new Map<RequestId, EventOf<"http.request">>();
  const held = new Map<string, Held>();
  for (const event of trace) {
    if (event.kind === "gap")
      for (const { link, sid } of event.checkpoint.links) sids.set(link, sid);
    if (event.kind === "http.chunk")
      yield { ...http(event, "server", sids.get(event.link)), content: { content: "http" } };
    if (event.kind !== "http.request" && event.kind !== "http.response" && event.kind !== "frame")
      continue;
    const sid = sidAfter(event, sids.get(event.link));
    sids.set(event.link, sid);
    switch (event.kind) {
      case "http.request":
        requests.set(event.request, event);
        yield {
          ...http(event, "client", sid),
          content: contentOfHttp(decodeRequest(event).packets),
        };
        break;
      case "http.response": {
        const { target, packets } = decodeResponse(event, requests.get(event.request));
        requests.delete(event.request);
        yield { ...http(event, "server", target?.sid ?? sid), content: contentOfHttp(packets) };
        break;
      }
      case "frame":
        yield* framesOf(event, { sid, held });
        break;
      default:
        event satisfies never;
    }
  }
  for (const { carriers, sid } of held.values()) yield* unfinished(carriers, sid);
}

const http = (
  event: Extract<Carrier, { by: "http" }>["event"],
  from: FrameSource,
  sid: string | undefined,
) => ({ event, from, sid, carriers: [{ by: "http", event }] }) as const;

const contentOfHttp = (layers: readonly EngineLayer[]): Content =>
  layers.length === 0 ? { content: "http" } : { content: "packets", layers, problems: [] };

function* framesOf(
  event: EventOf<"frame">,
  { sid, held }: Readonly<{ sid: string | undefined; held: Map<string, Held> }>,
): Generator<WireMessage> {
  const { from } = event;
  const key = `${event.link} ${from}`;
  const { frames, leftover } = decodeFrame(event);
  for (const { frame } of frames) {
    const before = held.get(key)?.carriers ?? [];
    const joining = joinFrame(fragmentsOf(before), frame);
    const own: Framed = { by: "frame", event, frame };
    if (joining.state === "fragment") {
      held.set(key, { sid, carriers: [...before, own] });
      continue;
    }
    const isWhole = joining.state === "message";
    if (joining.state !== "control") held.delete(key);
    if (joining.state === "refused") yield* unfinished(before, sid);
    const carriers = isWhole ? [...before, own] : [own];
    yield { event, from, sid, carriers, content: contentOfFrame(joining, frame) };
  }
  if (leftover.length > 0)
    yield {
      event,
      from,
      sid,
      carriers: [{ by: "bytes", event, bytes: leftover }],
      content: { content: "leftover" },
    };
}

const fragmentsOf = (carriers: readonly Framed[]): Fragments =>
  carriers.length === 0 ? undefined : carriers.map(({ frame }) => frame);

function* unfinished(carriers: readonly Framed[], sid: string | undefined): Generator<WireMessage> {
  const event = carriers.at(-1)?.event;
  if (event !== undefined)
    yield { event, from: event.from, sid, carriers, content: { content: "fragment" } };
}

function contentOfFrame(joining: Exclude<Joining, { state: "fragment" }>, { at }: Frame): Content {
  switch (joining.state) {
    case "control":
      return { content: "control" };
    case "refused":
      return { content: "refused", problem: joining.problem };
    case "message":
      if (joining.message.content === "compressed") return { content: "compressed" };
      return {
        content: "packets",
        layers: [layerOf(...partOf(joining.message, at))],
        problems: joining.message.problems,
      };
    default:
      return joining satisfies never;
  }
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
