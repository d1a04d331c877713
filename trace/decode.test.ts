import { describe, expect, it } from "vitest";
import { toBase64 } from "#trace/to-base64.ts";
import { build } from "#trace/builder.ts";
import { decodeFrame, decodeRequest } from "#trace/decode.ts";
import { decodeResponse } from "#trace/decode-response.ts";
import { encodeFrame } from "#trace/encode-frame.ts";
import { type EventOf, LinkId, RequestId, Seq } from "#trace/event.ts";

const bytesOf = (bytes: Uint8Array, size = bytes.length) => ({ base64: toBase64(bytes), size });
const textOf = (text: string) => bytesOf(new TextEncoder().encode(text));
const place = { seq: Seq.parse(1), at: 1, link: LinkId.parse(1), client: "Alice" };
const frame = (bytes: Uint8Array, size = bytes.length): EventOf<"frame"> => ({
  kind: "frame",
  ...place,
  from: "server",
  bytes: bytesOf(bytes, size),
});
const text = (payload: string): Uint8Array =>
  encodeFrame({ opcode: 1, payload: new TextEncoder().encode(payload) });
const about = { ...place, request: RequestId.parse(1), version: "1.1", headers: [] };
const request = (method: string, target: string, body = ""): EventOf<"http.request"> => ({
  kind: "http.request",
  ...about,
  method,
  target,
  body: textOf(body),
});
const response = (body: string, status = 200): EventOf<"http.response"> => ({
  kind: "http.response",
  ...about,
  status,
  reason: "",
  body: textOf(body),
});
const POLL = "/socket.io/?EIO=4&transport=polling&sid=x";

describe("the layers of a frame", () => {
  it("go down to the Socket.IO packet, and are decoded once", () => {
    const event = frame(text('42/news,7["chat","hi"]'));
    const decoded = decodeFrame(event);
    expect(decoded.frames[0]?.content).toMatchObject({
      content: "packet",
      layer: {
        packet: { type: "message", data: '2/news,7["chat","hi"]' },
        socket: {
          state: "packet",
          reading: {
            state: "whole",
            packet: { type: "EVENT", nsp: "/news", id: 7, data: ["chat", "hi"] },
          },
        },
      },
    });
    expect(decodeFrame(event)).toBe(decoded);
  });

  it("say how many attachments a packet needs, and which frames may be one", () => {
    const needs = decodeFrame(frame(text('452-["a"]'))).frames[0]?.content;
    expect(needs).toMatchObject({
      layer: { socket: { reading: { packet: { type: "BINARY_EVENT", attachments: 2 } } } },
    });
    const attachment = decodeFrame(frame(encodeFrame({ opcode: 2, payload: Uint8Array.of(1) })))
      .frames[0]?.content;
    expect(attachment).toMatchObject({
      layer: { socket: { state: "attachment", bytes: Uint8Array.of(1), missing: 0 } },
    });
  });

  it("of a frame that the recorder cut end with the event's name", () => {
    const whole = text(`42["chat","${"x".repeat(200)}"]`);
    expect(
      decodeFrame(frame(whole.subarray(0, 30), whole.length)).frames[0]?.content,
    ).toMatchObject({
      layer: { size: whole.length - 4, socket: { reading: { state: "cut", event: "chat" } } },
    });
  });

  it("name the byte, counted in the frame, at which text is no UTF-8", () => {
    const bad = encodeFrame({ opcode: 1, payload: Uint8Array.of(0x34, 0x32, 0xff) });
    expect(decodeFrame(frame(bad)).frames[0]?.content).toMatchObject({
      problems: [{ at: 4, rule: "RFC 6455 §8.1" }],
    });
  });

  it("a message without data is refused, as socket.io-parser throws on it", () => {
    expect(decodeFrame(frame(text("4"))).frames[0]?.content).toMatchObject({
      layer: { socket: { reading: { state: "wrong" } } },
    });
  });
});

describe("the layers of HTTP", () => {
  it("are read from a polling POST and from the answer to a polling GET", () => {
    expect(
      decodeRequest(request("POST", POLL, '42["a"]\x1ebAQI=')).packets.map(
        ({ socket }) => socket.state,
      ),
    ).toEqual(["packet", "attachment"]);
    const answer = decodeResponse(response("40\x1e2"), request("GET", POLL));
    expect(answer.packets.map(({ packet, at, size }) => [packet.type, at, size])).toEqual([
      ["message", 0, 2],
      ["ping", 3, 1],
    ]);
    expect(answer.target).toMatchObject({ transport: "polling", sid: "x" });
  });

  it("are not read from what only looks like it: an ok, an error, a route of the learner's, an answer to nobody knows what", () => {
    expect(decodeResponse(response("ok"), request("POST", POLL)).packets).toEqual([]);
    expect(decodeResponse(response('{"code":1}', 400), request("GET", POLL)).packets).toEqual([]);
    expect(decodeResponse(response("42 messages"), request("GET", "/messages")).packets).toEqual(
      [],
    );
    expect(decodeResponse(response("40"), undefined).packets).toEqual([]);
    expect(decodeRequest(request("POST", "/messages", "42")).packets).toEqual([]);
  });

  it("are decoded once for each request they answer", () => {
    const [event, to] = [response("40"), request("GET", POLL)];
    expect(decodeResponse(event, undefined).packets).toEqual([]);
    const decoded = decodeResponse(event, to);
    expect(decoded.packets.length).toBe(1);
    expect(decodeResponse(event, to)).toBe(decoded);
  });

  it("read Engine.IO v3 payloads by their lengths", () => {
    const target = "/socket.io/?EIO=3&transport=polling";
    expect(
      decodeResponse(response("2:401:6"), request("GET", target)).packets.map(
        ({ packet }) => packet.type,
      ),
    ).toEqual(["message", "noop"]);
  });

  it("a packet that the body's cap cut is said to be cut", () => {
    const whole = `2\x1e42["chat","${"x".repeat(99)}"]`;
    const event: EventOf<"http.request"> = {
      ...request("POST", POLL),
      body: { ...textOf(whole.slice(0, 20)), size: whole.length },
    };
    expect(decodeRequest(event).packets.map(({ socket }) => socket)).toMatchObject([
      { state: "none" },
      { reading: { state: "cut", event: "chat" } },
    ]);
  });
});

it("decoding never asks for more than one event, so a trace of one event has layers too", () => {
  const t = build();
  t.connects("Alice");
  const frames = t.trace().flatMap((event) => (event.kind === "frame" ? [decodeFrame(event)] : []));
  expect(frames.every(({ leftover }) => leftover.length === 0)).toBe(true);
});
