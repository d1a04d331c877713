import { Decoder, Encoder, type Packet, PacketType as Numbers } from "socket.io-parser";
import { describe, expect, it } from "vitest";
import { decodeSocketIo, PACKET_TYPES, type SocketIoPacket } from "#trace/socket-io.ts";
import { type Assembling, assemble } from "#trace/socket-io-attachments.ts";
import { encodeSocketIo } from "#trace/socket-io-encode.ts";
import { type Seeded, seeded } from "#trace/testing/seeded.ts";

type Message = string | Uint8Array;

/** What the real parser makes of some messages: its last packet, or its error. */
function real(messages: readonly Message[]): unknown {
  const decoder = new Decoder();
  let packet: Packet | undefined;
  decoder.on("decoded", (decoded) => {
    packet = decoded;
  });
  try {
    for (const message of messages) decoder.add(message);
  } catch (error) {
    return { error: (error as Error).message };
  }
  return packet === undefined ? "waiting" : { packet: { ...packet, type: Numbers[packet.type] } };
}

function ours(messages: readonly Message[]): unknown {
  let last: Assembling | undefined;
  for (const message of messages) {
    last = assemble(last?.assembly, message);
    if (last.state === "refused") return { error: last.problem.text.split(":")[0] };
  }
  if (last?.state === "waiting") return "waiting";
  return last?.state === "packet" ? { packet: last.packet } : undefined;
}

/** The real messages say less: compare only what comes before our colon and their number. */
const comparable = (outcome: unknown): unknown => {
  const error = (outcome as { error?: string }).error;
  return error === undefined ? outcome : { error: error.split(":")[0] };
};

function randomValue(random: Seeded, depth = 0): unknown {
  const kinds = depth > 2 ? 5 : 8;
  switch (random.below(kinds)) {
    case 0:
      return random.below(1000);
    case 1:
      return random.pick(["", "a", "€😀", 'quote"', "\x1e", "/x,", "1-"]);
    case 2:
      return random.chance(0.5);
    case 3:
      return null;
    case 4:
      return random.below(100) / 7;
    case 5:
      return Uint8Array.from({ length: random.below(4) }, () => random.below(256));
    case 6:
      return Array.from({ length: random.below(3) }, () => randomValue(random, depth + 1));
    default:
      return {
        [random.pick(["a", "b c", "_placeholder", "__proto__x"])]: randomValue(random, depth + 1),
        n: random.below(9),
      };
  }
}

function randomPacket(random: Seeded): SocketIoPacket {
  const nsp = random.pick(["/", "/", "/chat", "/a/b?x=1"]);
  const id = random.chance(0.4) ? { id: random.below(300) } : {};
  const values = Array.from({ length: random.below(4) }, () => randomValue(random));
  switch (random.below(5)) {
    case 0:
      return {
        type: "CONNECT",
        nsp,
        ...(random.chance(0.5) ? { data: { sid: "x", n: random.below(9) } } : {}),
      };
    case 1:
      return { type: "DISCONNECT", nsp };
    case 2:
      return { type: "CONNECT_ERROR", nsp, data: { message: "no" } };
    case 3:
      return { type: "ACK", nsp, ...id, data: values };
    default:
      return { type: "EVENT", nsp, ...id, data: [random.pick(["chat", "€", 7]), ...values] };
  }
}

function encodeReal(packet: SocketIoPacket): readonly Message[] {
  return new Encoder()
    .encode({ ...packet, type: PACKET_TYPES.indexOf(packet.type) })
    .map((part: unknown) => (typeof part === "string" ? part : new Uint8Array(part as Uint8Array)));
}

describe("agreement with the real socket.io-parser", () => {
  it("on 3,000 random packets: the same encoding, and the same packet out of it", () => {
    const random = seeded(5);
    for (let i = 0; i < 3000; i++) {
      const packet = randomPacket(random);
      const messages = encodeReal(packet);
      expect(encodeSocketIo(packet)).toEqual(messages);
      expect(comparable(ours(messages))).toEqual(comparable(real(messages)));
    }
  });

  it("on 15,000 damaged and invented texts: the same packet, or the same refusal", () => {
    const random = seeded(6);
    const scraps = [
      "0",
      "1",
      "2",
      "5",
      "6",
      "-",
      "/",
      ",",
      "1-",
      " ",
      "[",
      "]",
      '"a"',
      "{",
      "}",
      "[1]",
      '["a"]',
      '["disconnect"]',
      "null",
      "1e0-",
      "\n",
      ".",
      "😀",
    ];
    for (let i = 0; i < 15000; i++) {
      const [text, ...attachments] = encodeReal(randomPacket(random)) as [string, ...Uint8Array[]];
      const cut = random.below(text.length + 1);
      const damaged = random.chance(0.5)
        ? text.slice(0, cut) + random.pick(scraps) + text.slice(cut + random.below(3))
        : Array.from({ length: random.below(7) }, () => random.pick(scraps)).join("");
      const messages = [damaged, ...(random.chance(0.7) ? attachments : [Uint8Array.of(1)])].slice(
        0,
        1 + random.below(4),
      );
      expect(comparable(ours(messages)), JSON.stringify(messages)).toEqual(
        comparable(real(messages)),
      );
    }
  });

  it("does not overflow on what is nested a hundred thousand deep", () => {
    const deep = `51-["a",${"[".repeat(100000)}${"]".repeat(100000)}]`;
    expect(ours([deep, Uint8Array.of(1)])).toEqual({ error: "illegal attachments" });
  });

  it("keeps a __proto__ key a plain key", () => {
    const outcome = ours([
      '51-["a",{"__proto__":{"x":1},"b":{"_placeholder":true,"num":0}}]',
      Uint8Array.of(1),
    ]);
    const data = (outcome as { packet: { data: readonly object[] } }).packet.data[1] as object;
    expect(Object.keys(data)).toEqual(["__proto__", "b"]);
    expect(Object.getPrototypeOf(data)).toBe(Object.prototype);
  });
});

describe("a refusal names its byte", () => {
  it.each([
    ["9", 0],
    ["5x-[]", 1],
    ['2/€,["a"', 6],
    ['2/admin,7["disconnect"]', 9],
  ])("%s", (text, at) => {
    expect(decodeSocketIo(text)).toMatchObject({ ok: false, problem: { at } });
  });
});
