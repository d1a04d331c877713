// The layers of one passage, from what the application said down to the bytes of its connection.
import { fromBase64 } from "#trace/base64.ts";
import type { RequestOf } from "#trace/wire-connections.ts";
import { type Body, type EngineIo, engineIoLayer } from "#trace/wire-engine-io.ts";
import { eventLayer } from "#trace/wire-event.ts";
import { type FrameCarrier, frameLayers } from "#trace/wire-frame.ts";
import { httpLayer } from "#trace/wire-http.ts";
import { BYTE, bytesSpan, concatenated, type Layer, standing } from "#trace/wire-layer.ts";
import type { Carrier, WireMessage } from "#trace/wire-messages.ts";
import { carriersOf, contentOf, type Passage } from "#trace/wire-passages.ts";
import { socketIoLayer } from "#trace/wire-socket-io.ts";

/** The highest layer first. Total: of what breaks a rule there are the layers below the break. */
export function layersOf(passage: Passage, requestOf: RequestOf): readonly Layer[] {
  const carriers = carriersOf(passage);
  return carriers.every(isHttp)
    ? layersOverHttp(passage, carriers, requestOf)
    : layersOverFrames(passage, carriers.filter(isFramed));
}

type HttpCarrier = Extract<Carrier, { by: "http" }>;
const isHttp = (carrier: Carrier): carrier is HttpCarrier => carrier.by === "http";
const isFramed = (carrier: Carrier): carrier is FrameCarrier => carrier.by !== "http";

function layersOverHttp(
  passage: Passage,
  carriers: readonly HttpCarrier[],
  requestOf: RequestOf,
): readonly Layer[] {
  const http = httpLayer(carriers, requestOf);
  if (contentOf(passage).content !== "packets") return [http.layer];
  const bodies = messagesOf(passage).map((message): Body => ({ message, bytes: bodyOf(message) }));
  let at = 0;
  const standings = bodies.map(({ bytes }, i) => {
    const own = bytesSpan(at, bytes.length);
    at += bytes.length;
    return standing(own, http.bodies[i] ?? own);
  });
  return [...upper(passage, engineIoLayer(passage, bodies, standings)), http.layer];
}

function layersOverFrames(passage: Passage, carriers: readonly FrameCarrier[]): readonly Layer[] {
  const content = contentOf(passage);
  const { frames, payload } = frameLayers(carriers, content);
  if (content.content !== "packets")
    return payload.bytes.length === 0 ? [frames] : [payload, frames];
  const bodies = messagesOf(passage).map((message): Body => ({ message, bytes: bodyOf(message) }));
  // A payload that stands in its one frame as it is, is not said twice.
  const isPlain = carriers.every((one) => one.by === "frame" && !one.frame.header.masked);
  const isShown = !isPlain || carriers.length > bodies.length;
  const all = { from: 0, to: payload.bytes.length * BYTE };
  const standings = isShown ? [standing(all, all)] : payload.standings;
  const below = isShown ? [payload, frames] : [frames];
  return [...upper(passage, engineIoLayer(passage, bodies, standings)), ...below];
}

function upper(passage: Passage, engine: EngineIo): readonly Layer[] {
  const socketIo = socketIoLayer(passage, engine);
  if (socketIo === undefined) return [engine.layer];
  const event = eventLayer(socketIo);
  return [...(event === undefined ? [] : [event]), socketIo.layer, engine.layer];
}

const messagesOf = ({ carried }: Passage): readonly WireMessage[] => [
  ...new Set(carried.map(({ message }) => message)),
];

function bodyOf({ carriers, event }: WireMessage): Uint8Array {
  switch (event.kind) {
    case "frame":
      return concatenated(
        carriers.map((carrier) =>
          carrier.by === "frame" ? carrier.frame.payload : new Uint8Array(0),
        ),
      );
    case "http.request":
    case "http.response":
      return fromBase64(event.body.base64);
    case "http.chunk":
      return new Uint8Array(0);
    default:
      return event satisfies never;
  }
}
