// The layers of packets as they were captured between real endpoints, and of anything else that may come.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { toBase64 } from "#trace/base64.ts";
import { build } from "#trace/builder.ts";
import { encodeFrame } from "#trace/encode-frame.ts";
import { type Fact, LinkId, RequestId, type Trace } from "#trace/event.ts";
import { checkLayers, layerLines } from "#trace/testing/layers.ts";
import { seeded } from "#trace/testing/seeded.ts";
import { layersOf } from "#trace/wire-layers.ts";
import { passages } from "#trace/wire-passages.ts";

type Row = Readonly<{ src: string; kind: string; dir: "c2s" | "s2c"; hex: string }>;
const rows: readonly Row[] = readFileSync(new URL("vectors/vectors.jsonl", import.meta.url), "utf8")
  .trimEnd()
  .split("\n")
  .map((line) => JSON.parse(line) as Row);

const none = () => undefined;
const about = { client: "Alice", link: LinkId.parse(1) };
const bytesOf = (bytes: Uint8Array, size = bytes.length) => ({ base64: toBase64(bytes), size });
const frame = (bytes: Uint8Array, from: "client" | "server" = "server"): Fact => ({
  kind: "frame",
  ...about,
  from,
  bytes: bytesOf(bytes),
});
const text = (payload: string, more: Partial<Parameters<typeof encodeFrame>[0]> = {}): Uint8Array =>
  encodeFrame({ opcode: 1, payload: new TextEncoder().encode(payload), ...more });
const post = (body: Uint8Array, size = body.length, version = 4): Fact => ({
  kind: "http.request",
  ...about,
  request: RequestId.parse(1),
  version: "1.1",
  headers: [["Host", "localhost:3000"]],
  method: "POST",
  target: `/socket.io/?EIO=${version}&transport=polling&sid=x`,
  body: bytesOf(body, size),
});
const traceOf = (...facts: readonly Fact[]): Trace => {
  const t = build();
  for (const fact of facts) t.fact(fact);
  return t.trace();
};
const opened = (trace: Trace) => passages(trace).map((passage) => layersOf(passage, none));
const lines = (...facts: readonly Fact[]): string =>
  opened(traceOf(...facts))
    .map(layerLines)
    .join("\n\n");
const KEY = Uint8Array.of(0xf2, 0xbf, 0x7c, 0xd8);

describe("the layers of a packet", () => {
  it("of an event with an ack, masked, in a namespace", () => {
    expect(
      lines(frame(text('42/chat,7["x",{"a":1}]', { key: KEY }), "client")),
    ).toMatchInlineSnapshot(`
      "Event
          x ‹event›
          {"a":1} ‹argument 1›
      Socket.IO packet
          2 ‹type: EVENT›
          /chat, ‹namespace›
          7 ‹ack id: 7›
          [ ‹JSON›
          "x" ‹event›
          , ‹JSON›
          {"a":1} ‹argument 1›
          ] ‹JSON›
      Engine.IO packet
          4 ‹type: message›
          2/chat,7["x",{"a":1}] ‹data›
      Payload, unmasked
          34 32 2f 63 68 61 74 2c 37 5b 22 78 22 2c 7b 22 61 22 3a 31 7d 5d ‹payload: 22 bytes›
      WebSocket frame
          1 ‹FIN: the last›
          000 ‹RSV1–3›
          0001 ‹opcode: text frame›
          1 ‹MASK: masked›
          0010110 ‹length: 22 bytes›
          f2 bf 7c d8 ‹masking key›
          c6 8d 53 bb 9a de 08 f4 c5 e4 5e a0 d0 93 07 fa 93 9d 46 e9 8f e2 ‹payload: 22 bytes, masked›"
    `);
  });

  it("of an event with bytes: its text and its attachment in two frames", () => {
    const binary = encodeFrame({ opcode: 2, payload: Uint8Array.of(1, 2, 3, 4) });
    expect(
      lines(frame(text('451-["bin",{"_placeholder":true,"num":0}]')), frame(binary)),
    ).toMatchInlineSnapshot(`
      "Event
          bin ‹event›
          <01 02 03 04> ‹argument 1: bytes›
      Socket.IO packet
          5 ‹type: BINARY_EVENT›
          1- ‹attachments: 1›
          / ‹namespace: left out›
          [ ‹JSON›
          "bin" ‹event›
          , ‹JSON›
          {"_placeholder":true,"num":0} ‹argument 1›
          ] ‹JSON›
          (attachment 1 of 1) 01 02 03 04 ‹attachment: 4 bytes›
      Engine.IO packets
          (packet 1 of 2) 4 ‹type: message›
          51-["bin",{"_placeholder":true,"num":0}] ‹data›
          (packet 2 of 2) 01 02 03 04 ‹message: bytes›
      WebSocket frames
          (frame 1 of 2) 1 ‹FIN: the last›
          000 ‹RSV1–3›
          0001 ‹opcode: text frame›
          0 ‹MASK: not masked›
          0101001 ‹length: 41 bytes›
          34 35 31 2d 5b 22 62 69 6e 22 2c 7b 22 5f 70 6c 61 63 65 68 6f 6c 64 65 … ‹payload: 41 bytes›
          (frame 2 of 2) 1 ‹FIN: the last›
          000 ‹RSV1–3›
          0010 ‹opcode: binary frame›
          0 ‹MASK: not masked›
          0000100 ‹length: 4 bytes›
          01 02 03 04 ‹payload: 4 bytes›"
    `);
  });

  it("of a polling payload: each packet is opened by itself, among the others", () => {
    const body = '42["world"]\x1e451-0["bin",{"_placeholder":true,"num":0}]\x1ebAQIDBA==';
    expect(lines(post(new TextEncoder().encode(body)))).toMatchInlineSnapshot(`
      "Event
          world ‹event›
      Socket.IO packet
          2 ‹type: EVENT›
          / ‹namespace: left out›
          [ ‹JSON›
          "world" ‹event›
          ] ‹JSON›
      Engine.IO payload
          4 ‹type: message›
          2["world"] ‹data›
          \\x1e ‹separator›
          451-0["bin",{"_placeholder":true,"num":0}] ‹another packet›
          \\x1e ‹separator›
          bAQIDBA== ‹another packet›
          [3 packets in one payload]
      HTTP request
          POST  ‹method›
          /socket.io/? ‹path›
          EIO=4& ‹query: EIO›
          transport=polling& ‹query: transport›
          sid=x ‹query: sid›
           HTTP/1.1 ‹version›
          \\r\\n ‹CRLF›
          Host: localhost:3000 ‹header›
          \\r\\n ‹empty line›
          42["world"]451-0["bin",{"_placeholder":true,"num":0}]bAQIDBA== ‹body: 64 bytes›

      Event
          bin ‹event›
          <01 02 03 04> ‹argument 1: bytes›
      Socket.IO packet
          5 ‹type: BINARY_EVENT›
          1- ‹attachments: 1›
          / ‹namespace: left out›
          0 ‹ack id: 0›
          [ ‹JSON›
          "bin" ‹event›
          , ‹JSON›
          {"_placeholder":true,"num":0} ‹argument 1›
          ] ‹JSON›
          (attachment 1 of 1) 01 02 03 04 ‹attachment: 4 bytes›
      Engine.IO payload
          42["world"] ‹another packet›
          \\x1e ‹separator›
          4 ‹type: message›
          51-0["bin",{"_placeholder":true,"num":0}] ‹data›
          \\x1e ‹separator›
          b ‹type: message, bytes›
          AQIDBA== ‹base64: 4 bytes›
          [3 packets in one payload]
      HTTP request
          POST  ‹method›
          /socket.io/? ‹path›
          EIO=4& ‹query: EIO›
          transport=polling& ‹query: transport›
          sid=x ‹query: sid›
           HTTP/1.1 ‹version›
          \\r\\n ‹CRLF›
          Host: localhost:3000 ‹header›
          \\r\\n ‹empty line›
          42["world"]451-0["bin",{"_placeholder":true,"num":0}]bAQIDBA== ‹body: 64 bytes›"
    `);
  });

  it("of an open packet, of control frames, of fragments, of a compressed message", () => {
    const close = encodeFrame({ opcode: 8, payload: Uint8Array.of(0x03, 0xe9, 0x68, 0x69) });
    expect(
      lines(
        frame(text('0{"sid":"s","upgrades":[],"pingInterval":25000,"pingTimeout":20000}')),
        frame(text("2")),
        frame(
          encodeFrame({ opcode: 9, payload: new TextEncoder().encode("abc"), key: KEY }),
          "client",
        ),
        frame(text('42["h', { fin: false })),
        frame(text('i"]', { opcode: 0 })),
        frame(text("xyz", { rsv1: true })),
        frame(close),
      ),
    ).toMatchInlineSnapshot(`
      "Engine.IO packet
          0 ‹type: open›
          { ‹JSON›
          "sid":"s" ‹sid›
          , ‹JSON›
          "upgrades":[] ‹upgrades›
          , ‹JSON›
          "pingInterval":25000 ‹pingInterval›
          , ‹JSON›
          "pingTimeout":20000 ‹pingTimeout›
          } ‹JSON›
      WebSocket frame
          1 ‹FIN: the last›
          000 ‹RSV1–3›
          0001 ‹opcode: text frame›
          0 ‹MASK: not masked›
          1000011 ‹length: 67 bytes›
          30 7b 22 73 69 64 22 3a 22 73 22 2c 22 75 70 67 72 61 64 65 73 22 3a 5b … ‹payload: 67 bytes›

      Engine.IO packet
          2 ‹type: ping›
      WebSocket frame
          1 ‹FIN: the last›
          000 ‹RSV1–3›
          0001 ‹opcode: text frame›
          0 ‹MASK: not masked›
          0000001 ‹length: 1 byte›
          32 ‹payload: 1 byte›

      Payload, unmasked
          abc ‹application data›
      WebSocket frame
          1 ‹FIN: the last›
          000 ‹RSV1–3›
          1001 ‹opcode: ping›
          1 ‹MASK: masked›
          0000011 ‹length: 3 bytes›
          f2 bf 7c d8 ‹masking key›
          93 dd 1f ‹payload: 3 bytes, masked›

      Event
          hi ‹event›
      Socket.IO packet
          2 ‹type: EVENT›
          / ‹namespace: left out›
          [ ‹JSON›
          "hi" ‹event›
          ] ‹JSON›
      Engine.IO packet
          4 ‹type: message›
          2["hi"] ‹data›
      Payload
          34 32 5b 22 68 ‹payload of frame 1: 5 bytes›
          69 22 5d ‹payload of frame 2: 3 bytes›
      WebSocket frames
          (frame 1 of 2) 0 ‹FIN: more follow›
          000 ‹RSV1–3›
          0001 ‹opcode: text frame›
          0 ‹MASK: not masked›
          0000101 ‹length: 5 bytes›
          34 32 5b 22 68 ‹payload: 5 bytes›
          (frame 2 of 2) 1 ‹FIN: the last›
          000 ‹RSV1–3›
          0000 ‹opcode: continuation›
          0 ‹MASK: not masked›
          0000011 ‹length: 3 bytes›
          69 22 5d ‹payload: 3 bytes›

      Payload
          78 79 7a ‹payload: 3 bytes›
      WebSocket frame
          1 ‹FIN: the last›
          100 ‹RSV1–3: compressed›
          0001 ‹opcode: text frame›
          0 ‹MASK: not masked›
          0000011 ‹length: 3 bytes›
          78 79 7a ‹payload: 3 bytes›

      Payload
          03 e9 ‹close code: 1001›
          hi ‹reason›
      WebSocket frame
          1 ‹FIN: the last›
          000 ‹RSV1–3›
          1000 ‹opcode: close›
          0 ‹MASK: not masked›
          0000100 ‹length: 4 bytes›
          03 e9 68 69 ‹payload: 4 bytes›"
    `);
  });

  it("break at the byte that breaks a rule", () => {
    expect(
      lines(
        frame(text('42["chat",xx]')),
        frame(text("9what")),
        frame(text('452["a"]')),
        frame(encodeFrame({ opcode: 3, payload: Uint8Array.of(1) })),
        frame(text('42["a"]'), "client"),
        frame(Uint8Array.of(0x81)),
      ),
    ).toMatchInlineSnapshot(`
      "Socket.IO packet
          2 ‹type: EVENT›
          / ‹namespace: left out›
          [ ‹JSON›
          "chat" ‹event›
          , ‹JSON›
          xx] ‹JSON› !! invalid payload: not JSON (Socket.IO protocol v5, Packet encoding)
      Engine.IO packet
          4 ‹type: message›
          2["chat",xx] ‹data›
      WebSocket frame
          1 ‹FIN: the last›
          000 ‹RSV1–3›
          0001 ‹opcode: text frame›
          0 ‹MASK: not masked›
          0001101 ‹length: 13 bytes›
          34 32 5b 22 63 68 61 74 22 2c 78 78 5d ‹payload: 13 bytes›

      Engine.IO packet
          9what ‹no packet› !! unknown packet type "9" (Engine.IO protocol v4, Packet encoding)
      WebSocket frame
          1 ‹FIN: the last›
          000 ‹RSV1–3›
          0001 ‹opcode: text frame›
          0 ‹MASK: not masked›
          0000101 ‹length: 5 bytes›
          39 77 68 61 74 ‹payload: 5 bytes›

      Socket.IO packet
          5 ‹type›
          2["a"] ‹no packet› !! Illegal attachments: a binary packet begins with their number and a dash (Socket.IO protocol v5, Packet encoding)
      Engine.IO packet
          4 ‹type: message›
          52["a"] ‹data›
      WebSocket frame
          1 ‹FIN: the last›
          000 ‹RSV1–3›
          0001 ‹opcode: text frame›
          0 ‹MASK: not masked›
          0001000 ‹length: 8 bytes›
          34 35 32 5b 22 61 22 5d ‹payload: 8 bytes›

      Payload
          01 ‹payload: 1 byte›
      WebSocket frame
          1 ‹FIN: the last›
          000 ‹RSV1–3›
          0011 ‹opcode: reserved› !! opcode 3 is reserved (RFC 6455 §5.2)
          0 ‹MASK: not masked›
          0000001 ‹length: 1 byte›
          01 ‹payload: 1 byte›

      Event
          a ‹event›
      Socket.IO packet
          2 ‹type: EVENT›
          / ‹namespace: left out›
          [ ‹JSON›
          "a" ‹event›
          ] ‹JSON›
      Engine.IO packet
          4 ‹type: message›
          2["a"] ‹data›
      WebSocket frame
          1 ‹FIN: the last›
          000 ‹RSV1–3›
          0001 ‹opcode: text frame›
          0 ‹MASK: not masked› !! a client must mask every frame (RFC 6455 §5.1)
          0000111 ‹length: 7 bytes›
          34 32 5b 22 61 22 5d ‹payload: 7 bytes›

      WebSocket frame
          81 ‹no frame› !! too few bytes for a frame's header (RFC 6455 §5.2)"
    `);
  });

  it("say what was not recorded", () => {
    const whole = text('42["chat","a long text"]');
    const cut: Fact = {
      ...frame(whole),
      bytes: bytesOf(whole.subarray(0, 14), whole.length),
    } as Fact;
    const body = new TextEncoder().encode('42["chat","a lo');
    expect(lines(cut, post(body, 400))).toMatchInlineSnapshot(`
      "Event
          chat ‹event›
      Socket.IO packet
          2 ‹type: EVENT›
          / ‹namespace: left out›
          [ ‹JSON›
          "chat" ‹event›
          , ‹JSON›
          "a ‹JSON›
          [not recorded to its end]
      Engine.IO packet
          4 ‹type: message›
          2["chat","a ‹data›
      WebSocket frame
          1 ‹FIN: the last›
          000 ‹RSV1–3›
          0001 ‹opcode: text frame›
          0 ‹MASK: not masked›
          0011000 ‹length: 24 bytes›
          34 32 5b 22 63 68 61 74 22 2c 22 61 ‹payload: 12 of 24 bytes›
          [12 more bytes not recorded]

      Event
          chat ‹event›
      Socket.IO packet
          2 ‹type: EVENT›
          / ‹namespace: left out›
          [ ‹JSON›
          "chat" ‹event›
          , ‹JSON›
          "a lo ‹JSON›
          [not recorded to its end]
      Engine.IO payload
          4 ‹type: message›
          2["chat","a lo ‹data›
      HTTP request
          POST  ‹method›
          /socket.io/? ‹path›
          EIO=4& ‹query: EIO›
          transport=polling& ‹query: transport›
          sid=x ‹query: sid›
           HTTP/1.1 ‹version›
          \\r\\n ‹CRLF›
          Host: localhost:3000 ‹header›
          \\r\\n ‹empty line›
          42["chat","a lo ‹body: 15 bytes›
          [385 more bytes not recorded]"
    `);
  });
});

describe("the parts of a layer lie one after another, are all of it, and stand on the wire", () => {
  it("for every captured frame and payload", () => {
    let checked = 0;
    for (const row of rows) {
      if (row.kind !== "ws-frame" && row.kind !== "polling-payload") continue;
      const bytes = Uint8Array.from(Buffer.from(row.hex, "hex"));
      const from = row.dir === "c2s" ? "client" : "server";
      const version = row.src === "v_eio3" ? 3 : 4;
      const fact =
        row.kind === "ws-frame" ? frame(bytes, from) : post(bytes, bytes.length, version);
      for (const layers of opened(traceOf(fact))) {
        checkLayers(layers);
        checked++;
      }
    }
    expect(checked).toBeGreaterThan(377);
  });

  it("for every captured session as a whole, direction by direction", () => {
    for (const src of new Set(rows.map((row) => row.src))) {
      const facts = rows.flatMap((row) =>
        row.src === src && row.kind === "ws-frame"
          ? [
              frame(
                Uint8Array.from(Buffer.from(row.hex, "hex")),
                row.dir === "c2s" ? "client" : "server",
              ),
            ]
          : [],
      );
      for (const layers of opened(traceOf(...facts))) checkLayers(layers);
    }
  });

  it("for 1,000 random conversations", () => {
    const random = seeded(7);
    const tokens = [
      "4",
      "2",
      "0",
      "5",
      "1",
      "-",
      "/a",
      ",",
      "[",
      '"x"',
      "]",
      "{",
      "}",
      "\x1e",
      "b",
      "AQI=",
      "é",
      "\ud83d",
      ":",
      '{"_placeholder":true,"num":0}',
    ];
    for (let i = 0; i < 1000; i++) {
      const facts = Array.from({ length: 1 + random.below(4) }, (): Fact => {
        const written = Array.from({ length: random.below(9) }, () => random.pick(tokens)).join("");
        const noise = Uint8Array.from({ length: random.below(20) }, () => random.below(256));
        const payload = random.chance(0.8) ? new TextEncoder().encode(written) : noise;
        if (random.chance(0.3))
          return post(payload, payload.length + random.pick([0, 0, 5]), random.pick([3, 4]));
        const bytes = encodeFrame({
          opcode: random.pick([0, 1, 1, 1, 2, 8, 9, 3]),
          payload,
          fin: random.chance(0.8),
          rsv1: random.chance(0.05),
          ...(random.chance(0.5) ? { key: KEY } : {}),
        });
        const kept = random.chance(0.9) ? bytes.length : random.below(bytes.length);
        const more = random.chance(0.1) ? noise : new Uint8Array(0);
        const all = Uint8Array.from([...bytes.subarray(0, kept), ...more]);
        return {
          ...frame(all, random.pick(["client", "server"])),
          bytes: bytesOf(all, bytes.length),
        } as Fact;
      });
      try {
        for (const layers of opened(traceOf(...facts))) checkLayers(layers);
      } catch (cause) {
        throw new Error(`conversation ${i}: ${JSON.stringify(facts)}`, { cause });
      }
    }
  });
});
