// Every row of codec-vectors.json: what socket.io-parser and engine.io-parser encode, accept and refuse.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { decodeEngineIoPacket, decodePayload, type EngineIoPacket } from "#trace/engine-io.ts";
import { PACKET_TYPES, type SocketIoPacket } from "#trace/socket-io.ts";
import { assemble, type Assembling } from "#trace/socket-io-attachments.ts";
import { encodeSocketIo } from "#trace/socket-io-encode.ts";
import { readWebTransportHeader } from "#trace/webtransport.ts";

type Part = string | Readonly<{ hex: string }>;
type Numbered = Readonly<{ type: number; nsp: string; id?: number; data?: unknown }>;
type Engine = Readonly<{ type: string; data?: unknown }>;
type Vectors = Readonly<{
  encode: readonly Readonly<{ packet: Numbered; encoded: readonly Part[] }>[];
  decodeOk: readonly Readonly<{ parts: readonly Part[]; packet: Numbered }>[];
  decodeError: readonly Readonly<{ parts: readonly Part[]; error: string }>[];
  eioPacket: readonly Readonly<{ packet: Engine; websocket: Part; polling: string }>[];
  eioPayload: readonly Readonly<{
    packets?: readonly Engine[];
    payload?: string;
    decode?: string;
    result?: readonly Engine[];
  }>[];
  webtransport: readonly Readonly<{
    packet: Engine & { binary?: boolean };
    headerHex: string;
    bodyLength: number;
  }>[];
}>;

const vectors = JSON.parse(
  readFileSync(new URL("vectors/codec-vectors.json", import.meta.url), "utf8"),
) as Vectors;

const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, "hex"));
const messageOf = (part: Part): string | Uint8Array =>
  typeof part === "string" ? part : bytesOf(part.hex);
const revive = (_: string, item: unknown): unknown => {
  const { __buffer } = (item ?? {}) as { __buffer?: string };
  return __buffer === undefined ? item : bytesOf(__buffer);
};
const revived = (value: unknown): unknown => JSON.parse(JSON.stringify(value), revive);
const named = (packet: Numbered): SocketIoPacket =>
  ({ ...(revived(packet) as object), type: PACKET_TYPES[packet.type] }) as SocketIoPacket;

function assembled(parts: readonly Part[]): Assembling | undefined {
  let last: Assembling | undefined;
  for (const part of parts) last = assemble(last?.assembly, messageOf(part));
  return last;
}

function comparable(packet: EngineIoPacket): Engine {
  if (packet.type === "error") return { type: "error", data: "parser error" };
  return packet.data === "" ? { type: packet.type } : { type: packet.type, data: packet.data };
}

describe("codec-vectors.json", () => {
  it("has the rows of which none may be skipped", () => {
    expect(
      Object.fromEntries(Object.entries(vectors).map(([name, rows]) => [name, rows.length])),
    ).toEqual({
      encode: 21,
      decodeOk: 21,
      decodeError: 28,
      eioPacket: 11,
      eioPayload: 9,
      webtransport: 4,
    });
  });

  it.each(vectors.encode.map((row) => [JSON.stringify(row.encoded), row] as const))(
    "encodes %s",
    (_, { packet, encoded }) => {
      expect(encodeSocketIo(named(packet))).toEqual(encoded.map(messageOf));
      expect(assembled(encoded)).toMatchObject({ state: "packet", packet: named(packet) });
    },
  );

  it.each(vectors.decodeOk.map((row) => [JSON.stringify(row.parts), row] as const))(
    "accepts %s",
    (_, { parts, packet }) => {
      expect(assembled(parts)).toEqual({
        state: "packet",
        packet: named(packet),
        assembly: undefined,
      });
    },
  );

  it.each(vectors.decodeError.map((row) => [JSON.stringify(row.parts), row] as const))(
    "refuses %s",
    (_, { parts, error }) => {
      const last = assembled(parts);
      expect(last).toMatchObject({
        state: "refused",
        problem: { text: expect.stringContaining(error) as unknown },
      });
    },
  );

  it.each(vectors.eioPacket.map((row) => [JSON.stringify(row.packet), row] as const))(
    "reads Engine.IO %s",
    (_, row) => {
      const expected = revived(row.packet);
      expect(comparable(decodeEngineIoPacket(messageOf(row.websocket)))).toEqual(expected);
      expect(comparable(decodeEngineIoPacket(row.polling))).toEqual(expected);
    },
  );

  it.each(vectors.eioPayload.map((row) => [JSON.stringify(row), row] as const))(
    "reads the payload of %s",
    (_, row) => {
      const parts = decodePayload(row.payload ?? row.decode ?? "");
      expect(parts.map(({ packet }) => comparable(packet))).toEqual(
        revived(row.packets ?? row.result),
      );
    },
  );

  it.each(vectors.webtransport.map((row) => [row.headerHex, row] as const))(
    "reads the WebTransport header %s",
    (_, row) => {
      const binary = row.packet.binary ?? typeof row.packet.data !== "string";
      const header = bytesOf(row.headerHex);
      expect(readWebTransportHeader(header)).toEqual({
        state: "header",
        binary,
        length: row.bodyLength,
        size: header.length,
      });
      expect(readWebTransportHeader(header.subarray(0, -1)).state).toBe("short");
    },
  );
});
