// What the published socket.io-parser makes of the messages of a trace, for comparison with our own decoder.
import { Decoder, type Packet, PacketType } from "socket.io-parser";
import { decodeFrame, decodeRequest, type EngineLayer } from "#trace/decode.ts";
import { decodeResponse } from "#trace/decode-response.ts";
import type { EventOf, RequestId, Trace } from "#trace/event.ts";
import { packets } from "#trace/packets.ts";

/** Packets by client and direction, each in its order: `Alice client` is what Alice sent. */
export type PacketStreams = Readonly<Record<string, readonly unknown[]>>;

export function realPackets(trace: Trace): PacketStreams {
  const found: Record<string, unknown[]> = {};
  const decoders = new Map<string, Decoder>();
  for (const { stream, layers } of wire(trace)) {
    const decoder = decoders.get(stream) ?? new Decoder();
    if (!decoders.has(stream)) {
      decoder.on("decoded", (packet: Packet) =>
        (found[stream] ??= []).push({ ...packet, type: PacketType[packet.type] }),
      );
      decoders.set(stream, decoder);
    }
    for (const { packet } of layers) if (packet.type === "message") decoder.add(packet.data);
  }
  return found;
}

export function ourPackets(trace: Trace): PacketStreams {
  const found: Record<string, unknown[]> = {};
  for (const { client, from, reading } of packets(trace))
    (found[`${client} ${from}`] ??= []).push(reading.state === "whole" ? reading.packet : reading);
  return found;
}

function* wire(trace: Trace): Generator<{ stream: string; layers: readonly EngineLayer[] }> {
  const requests = new Map<RequestId, EventOf<"http.request">>();
  for (const event of trace) {
    if (event.kind === "http.request") {
      requests.set(event.request, event);
      yield { stream: `${event.client} client`, layers: decodeRequest(event).packets };
    }
    if (event.kind === "http.response")
      yield {
        stream: `${event.client} server`,
        layers: decodeResponse(event, requests.get(event.request)).packets,
      };
    if (event.kind === "frame")
      yield {
        stream: `${event.client} ${event.from}`,
        layers: decodeFrame(event).frames.flatMap(({ content }) =>
          content.content === "packet" ? [content.layer] : [],
        ),
      };
  }
}
