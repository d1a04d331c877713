// The layers of packets of every kind, whole, broken and cut.
import { describe, expect, it } from "vitest";
import { encodeFrame } from "#trace/encode-frame.ts";
import type { Fact } from "#trace/event.ts";
import { frameFact, openedOf, postFact, textFrame } from "#trace/testing/wire-facts.ts";
import { layersText } from "#trace/wire-text.ts";

const KEY = Uint8Array.of(0xf2, 0xbf, 0x7c, 0xd8);
const lines = (...facts: readonly Fact[]): string => openedOf(facts).map(layersText).join("\n\n");

describe("the layers of a packet", () => {
  it("of an event with an ack, masked, in a namespace", () => {
    expect(
      lines(frameFact(textFrame('42/chat,7["x",{"a":1}]', { key: KEY }), "client")),
    ).toMatchInlineSnapshot(`
      "Event (10 bytes)
          x  event
          {"a":1}  argument 1
      Socket.IO packet (21 bytes)
          2  type: EVENT
          /chat,  namespace
          7  ack id: 7
          [  JSON
          "x"  event
          ,  JSON
          {"a":1}  argument 1
          ]  JSON
      Engine.IO packet (22 bytes)
          4  type: message
          2/chat,7["x",{"a":1}]  data
      Payload, unmasked (22 bytes)
          34 32 2f 63 68 61 74 2c 37 5b 22 78 22 2c 7b 22 61 22 3a 31 7d 5d  payload: 22 bytes
      WebSocket frame (28 bytes)
          1  FIN: the last
          000  RSV1–3
          0001  opcode: text frame
          1  MASK: masked
          0010110  length: 22 bytes
          f2 bf 7c d8  masking key
          c6 8d 53 bb 9a de 08 f4 c5 e4 5e a0 d0 93 07 fa 93 9d 46 e9 8f e2  payload: 22 bytes, masked"
    `);
  });

  it("of an event with bytes: its text and its attachment in two frames", () => {
    const binary = encodeFrame({ opcode: 2, payload: Uint8Array.of(1, 2, 3, 4) });
    expect(
      lines(frameFact(textFrame('451-["bin",{"_placeholder":true,"num":0}]')), frameFact(binary)),
    ).toMatchInlineSnapshot(`
      "Event (34 bytes)
          bin  event
          <01 02 03 04>  argument 1: bytes
      Socket.IO packet (44 bytes)
          5  type: BINARY_EVENT
          1-  attachments: 1
          /  namespace: left out
          [  JSON
          "bin"  event
          ,  JSON
          {"_placeholder":true,"num":0}  argument 1
          ]  JSON
        attachment 1 of 1
          01 02 03 04  attachment: 4 bytes
      Engine.IO packets (45 bytes)
        packet 1 of 2
          4  type: message
          51-["bin",{"_placeholder":true,"num":0}]  data
        packet 2 of 2
          01 02 03 04  message: bytes
      WebSocket frames (49 bytes)
        frame 1 of 2
          1  FIN: the last
          000  RSV1–3
          0001  opcode: text frame
          0  MASK: not masked
          0101001  length: 41 bytes
          34 35 31 2d 5b 22 62 69 6e 22 2c 7b 22 5f 70 6c 61 63 65 68 6f 6c 64 65 …  payload: 41 bytes
        frame 2 of 2
          1  FIN: the last
          000  RSV1–3
          0010  opcode: binary frame
          0  MASK: not masked
          0000100  length: 4 bytes
          01 02 03 04  payload: 4 bytes"
    `);
  });

  it("of a polling payload: each packet is opened by itself, among the others", () => {
    const body = '42["world"]\x1e451-0["bin",{"_placeholder":true,"num":0}]\x1ebAQIDBA==';
    expect(lines(postFact(new TextEncoder().encode(body)))).toMatchInlineSnapshot(`
      "Event (7 bytes)
          world  event
      Socket.IO packet (10 bytes)
          2  type: EVENT
          /  namespace: left out
          [  JSON
          "world"  event
          ]  JSON
      Engine.IO payload (64 bytes, 3 packets in one payload)
          4  type: message
          2["world"]  data
          \\x1e  separator
          451-0["bin",{"_placeholder":true,"num":0}]  another packet
          \\x1e  separator
          bAQIDBA==  another packet
      HTTP request (145 bytes)
          POST  method
          /socket.io/?  path
          EIO=4&  query: EIO
          transport=polling&  query: transport
          sid=x  query: sid
          HTTP/1.1  version
          \\r\\n  CRLF
          Host: localhost:3000  header
          \\r\\n  empty line
          42["world"]451-0["bin",{"_placeholder":true,"num":0}]bAQIDBA==  body: 64 bytes

      Event (34 bytes)
          bin  event
          <01 02 03 04>  argument 1: bytes
      Socket.IO packet (45 bytes)
          5  type: BINARY_EVENT
          1-  attachments: 1
          /  namespace: left out
          0  ack id: 0
          [  JSON
          "bin"  event
          ,  JSON
          {"_placeholder":true,"num":0}  argument 1
          ]  JSON
        attachment 1 of 1
          01 02 03 04  attachment: 4 bytes
      Engine.IO payload (64 bytes, 3 packets in one payload)
          42["world"]  another packet
          \\x1e  separator
          4  type: message
          51-0["bin",{"_placeholder":true,"num":0}]  data
          \\x1e  separator
          b  type: message, bytes
          AQIDBA==  base64: 4 bytes
      HTTP request (145 bytes)
          POST  method
          /socket.io/?  path
          EIO=4&  query: EIO
          transport=polling&  query: transport
          sid=x  query: sid
          HTTP/1.1  version
          \\r\\n  CRLF
          Host: localhost:3000  header
          \\r\\n  empty line
          42["world"]451-0["bin",{"_placeholder":true,"num":0}]bAQIDBA==  body: 64 bytes"
    `);
  });

  it("of an open packet, of control frames, of fragments, of a compressed message", () => {
    const close = encodeFrame({ opcode: 8, payload: Uint8Array.of(0x03, 0xe9, 0x68, 0x69) });
    expect(
      lines(
        frameFact(textFrame('0{"sid":"s","upgrades":[],"pingInterval":25000,"pingTimeout":20000}')),
        frameFact(
          encodeFrame({ opcode: 9, payload: new TextEncoder().encode("abc"), key: KEY }),
          "client",
        ),
        frameFact(textFrame('42["h', { fin: false })),
        frameFact(textFrame('i"]', { opcode: 0 })),
        frameFact(textFrame("xyz", { rsv1: true })),
        frameFact(close),
      ),
    ).toMatchInlineSnapshot(`
      "Engine.IO packet (67 bytes)
          0  type: open
          {  JSON
          "sid":"s"  sid
          ,  JSON
          "upgrades":[]  upgrades
          ,  JSON
          "pingInterval":25000  pingInterval
          ,  JSON
          "pingTimeout":20000  pingTimeout
          }  JSON
      WebSocket frame (69 bytes)
          1  FIN: the last
          000  RSV1–3
          0001  opcode: text frame
          0  MASK: not masked
          1000011  length: 67 bytes
          30 7b 22 73 69 64 22 3a 22 73 22 2c 22 75 70 67 72 61 64 65 73 22 3a 5b …  payload: 67 bytes

      Payload, unmasked (3 bytes)
          abc  application data
      WebSocket frame (9 bytes)
          1  FIN: the last
          000  RSV1–3
          1001  opcode: ping
          1  MASK: masked
          0000011  length: 3 bytes
          f2 bf 7c d8  masking key
          93 dd 1f  payload: 3 bytes, masked

      Event (4 bytes)
          hi  event
      Socket.IO packet (7 bytes)
          2  type: EVENT
          /  namespace: left out
          [  JSON
          "hi"  event
          ]  JSON
      Engine.IO packet (8 bytes)
          4  type: message
          2["hi"]  data
      Payload (8 bytes)
          34 32 5b 22 68  payload of frame 1: 5 bytes
          69 22 5d  payload of frame 2: 3 bytes
      WebSocket frames (12 bytes)
        frame 1 of 2
          0  FIN: more follow
          000  RSV1–3
          0001  opcode: text frame
          0  MASK: not masked
          0000101  length: 5 bytes
          34 32 5b 22 68  payload: 5 bytes
        frame 2 of 2
          1  FIN: the last
          000  RSV1–3
          0000  opcode: continuation
          0  MASK: not masked
          0000011  length: 3 bytes
          69 22 5d  payload: 3 bytes

      Payload (3 bytes)
          78 79 7a  payload: 3 bytes
      WebSocket frame (5 bytes)
          1  FIN: the last
          100  RSV1–3: compressed
          0001  opcode: text frame
          0  MASK: not masked
          0000011  length: 3 bytes
          78 79 7a  payload: 3 bytes

      Payload (4 bytes)
          03 e9  close code: 1001
          hi  reason
      WebSocket frame (6 bytes)
          1  FIN: the last
          000  RSV1–3
          1000  opcode: close
          0  MASK: not masked
          0000100  length: 4 bytes
          03 e9 68 69  payload: 4 bytes"
    `);
  });

  it("break at the byte that breaks a rule", () => {
    expect(
      lines(
        frameFact(textFrame('42["chat",xx]')),
        frameFact(textFrame("9what")),
        frameFact(textFrame('452["a"]')),
        frameFact(encodeFrame({ opcode: 3, payload: Uint8Array.of(1) })),
        frameFact(textFrame('42["a"]'), "client"),
        frameFact(Uint8Array.of(0x81)),
      ),
    ).toMatchInlineSnapshot(`
      "Socket.IO packet (12 bytes)
          2  type: EVENT
          /  namespace: left out
          [  JSON
          "chat"  event
          ,  JSON
          xx]  JSON
          ! invalid payload: not JSON (Socket.IO protocol v5, Packet encoding)
      Engine.IO packet (13 bytes)
          4  type: message
          2["chat",xx]  data
      WebSocket frame (15 bytes)
          1  FIN: the last
          000  RSV1–3
          0001  opcode: text frame
          0  MASK: not masked
          0001101  length: 13 bytes
          34 32 5b 22 63 68 61 74 22 2c 78 78 5d  payload: 13 bytes

      Engine.IO packet (5 bytes)
          9what  no packet
          ! unknown packet type "9" (Engine.IO protocol v4, Packet encoding)
      WebSocket frame (7 bytes)
          1  FIN: the last
          000  RSV1–3
          0001  opcode: text frame
          0  MASK: not masked
          0000101  length: 5 bytes
          39 77 68 61 74  payload: 5 bytes

      Socket.IO packet (7 bytes)
          5  type
          2["a"]  no packet
          ! Illegal attachments: a binary packet begins with their number and a dash (Socket.IO protocol v5, Packet encoding)
      Engine.IO packet (8 bytes)
          4  type: message
          52["a"]  data
      WebSocket frame (10 bytes)
          1  FIN: the last
          000  RSV1–3
          0001  opcode: text frame
          0  MASK: not masked
          0001000  length: 8 bytes
          34 35 32 5b 22 61 22 5d  payload: 8 bytes

      Payload (1 byte)
          01  payload: 1 byte
      WebSocket frame (3 bytes)
          1  FIN: the last
          000  RSV1–3
          0011  opcode: reserved
          ! opcode 3 is reserved (RFC 6455 §5.2)
          0  MASK: not masked
          0000001  length: 1 byte
          01  payload: 1 byte

      Event (3 bytes)
          a  event
      Socket.IO packet (6 bytes)
          2  type: EVENT
          /  namespace: left out
          [  JSON
          "a"  event
          ]  JSON
      Engine.IO packet (7 bytes)
          4  type: message
          2["a"]  data
      WebSocket frame (9 bytes)
          1  FIN: the last
          000  RSV1–3
          0001  opcode: text frame
          0  MASK: not masked
          ! a client must mask every frame (RFC 6455 §5.1)
          0000111  length: 7 bytes
          34 32 5b 22 61 22 5d  payload: 7 bytes

      WebSocket frame (1 byte)
          81  no frame
          ! too few bytes for a frame's header (RFC 6455 §5.2)"
    `);
  });

  it("say what was not recorded", () => {
    const whole = textFrame('42["chat","a long text"]');
    const cut = frameFact(whole.subarray(0, 14), "server", whole.length);
    const body = new TextEncoder().encode('42["chat","a lo');
    expect(lines(cut, postFact(body, 400))).toMatchInlineSnapshot(`
      "Event (6 bytes)
          chat  event
      Socket.IO packet (11 bytes, not recorded to its end)
          2  type: EVENT
          /  namespace: left out
          [  JSON
          "chat"  event
          ,  JSON
          "a  JSON
      Engine.IO packet (12 bytes)
          4  type: message
          2["chat","a  data
      WebSocket frame (14 bytes, 12 more bytes not recorded)
          1  FIN: the last
          000  RSV1–3
          0001  opcode: text frame
          0  MASK: not masked
          0011000  length: 24 bytes
          34 32 5b 22 63 68 61 74 22 2c 22 61  payload: 12 of 24 bytes

      Event (6 bytes)
          chat  event
      Socket.IO packet (14 bytes, not recorded to its end)
          2  type: EVENT
          /  namespace: left out
          [  JSON
          "chat"  event
          ,  JSON
          "a lo  JSON
      Engine.IO payload (15 bytes)
          4  type: message
          2["chat","a lo  data
      HTTP request (96 bytes, 385 more bytes not recorded)
          POST  method
          /socket.io/?  path
          EIO=4&  query: EIO
          transport=polling&  query: transport
          sid=x  query: sid
          HTTP/1.1  version
          \\r\\n  CRLF
          Host: localhost:3000  header
          \\r\\n  empty line
          42["chat","a lo  body: 15 bytes"
    `);
  });
});
