import { decodePayload as realPayload } from "engine.io-parser";
import { describe, expect, it } from "vitest";
import { decodeEngineIoPacket, decodePayload, decodePayloadV3 } from "#trace/engine-io.ts";
import { seeded } from "#trace/testing/seeded.ts";

describe("Engine.IO", () => {
  it("opens with a handshake", () => {
    const open =
      '0{"sid":"x","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}';
    expect(decodeEngineIoPacket(open)).toMatchObject({
      type: "open",
      handshake: {
        ok: true,
        value: { sid: "x", upgrades: ["websocket"], pingInterval: 25000, pingTimeout: 20000 },
      },
    });
  });

  it.each([
    "0",
    "0null",
    "0[]",
    '0{"sid":7}',
    '0{"sid":"x","upgrades":"no"}',
    '0{"sid":"x","upgrades":[]}',
  ])("says what is wrong with the handshake %s", (text) => {
    expect(decodeEngineIoPacket(text)).toMatchObject({
      handshake: { ok: false, problem: { at: 1 } },
    });
  });

  it("names the byte of a packet that is none, past characters of several bytes", () => {
    expect(decodePayload('4"€"\x1e9x\x1e2')).toMatchObject([
      { at: 0, size: 6, text: '4"€"' },
      { at: 7, packet: { type: "error", problem: { at: 7, text: 'unknown packet type "9"' } } },
    ]);
  });

  it("agrees with the real engine.io-parser on random payloads", () => {
    const random = seeded(7);
    const scraps = [
      "0",
      "1",
      "2",
      "2probe",
      "4",
      '42["a"]',
      "\x1e",
      "bAQI=",
      "b",
      "b*",
      "x",
      "€",
      "6",
      "45",
      "",
    ];
    for (let i = 0; i < 5000; i++) {
      const payload = Array.from({ length: random.below(6) }, () => random.pick(scraps)).join(
        random.pick(["", "\x1e"]),
      );
      const ours = decodePayload(payload).map(({ packet }) =>
        packet.type === "error"
          ? { type: "error" }
          : {
              type: packet.type,
              data: packet.data instanceof Uint8Array ? [...packet.data] : packet.data,
            },
      );
      const real = realPayload(payload).map(({ type, data }) =>
        type === "error"
          ? { type }
          : {
              type,
              data: data instanceof Uint8Array ? [...data] : ((data as string | undefined) ?? ""),
            },
      );
      expect(ours, JSON.stringify(payload)).toEqual(real);
    }
  });

  it("reads v3 payloads, which say the length of each packet", () => {
    expect(decodePayloadV3('7:42["€"]2:4010:b4AQIDBA==').map(({ packet }) => packet)).toEqual([
      { type: "message", data: '2["€"]' },
      { type: "message", data: "0" },
      { type: "message", data: Uint8Array.of(1, 2, 3, 4) },
    ]);
  });

  it.each(["", ":", "x:4", "9:4", "3", "1:41"])(
    "says where the v3 payload %j goes wrong",
    (payload) => {
      expect(decodePayloadV3(payload).at(-1)?.packet.type).toBe("error");
    },
  );
});
