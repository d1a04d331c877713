// What holds of every packet that can come: captured between real endpoints, or made up of anything.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { encodeFrame } from "#trace/encode-frame.ts";
import type { Fact } from "#trace/event.ts";
import { checkLayers } from "#trace/testing/layers.ts";
import { seeded } from "#trace/testing/seeded.ts";
import { frameFact, openedOf, postFact } from "#trace/testing/wire-facts.ts";

const KEY = Uint8Array.of(0xf2, 0xbf, 0x7c, 0xd8);
type Row = Readonly<{ src: string; kind: string; dir: "c2s" | "s2c"; hex: string }>;
const rows: readonly Row[] = readFileSync(new URL("vectors/vectors.jsonl", import.meta.url), "utf8")
  .trimEnd()
  .split("\n")
  .map((line) => JSON.parse(line) as Row);

describe("the parts of a layer lie one after another, are all of it, and stand on the wire", () => {
  it("for every captured frame and payload", () => {
    let checked = 0;
    for (const row of rows) {
      if (row.kind !== "ws-frame" && row.kind !== "polling-payload") continue;
      const bytes = Uint8Array.from(Buffer.from(row.hex, "hex"));
      const from = row.dir === "c2s" ? "client" : "server";
      const version = row.src === "v_eio3" ? 3 : 4;
      const fact =
        row.kind === "ws-frame" ? frameFact(bytes, from) : postFact(bytes, bytes.length, version);
      for (const layers of openedOf([fact])) {
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
              frameFact(
                Uint8Array.from(Buffer.from(row.hex, "hex")),
                row.dir === "c2s" ? "client" : "server",
              ),
            ]
          : [],
      );
      for (const layers of openedOf(facts)) checkLayers(layers);
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
          return postFact(payload, payload.length + random.pick([0, 0, 5]), random.pick([3, 4]));
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
        return frameFact(all, random.pick(["client", "server"] as const), bytes.length);
      });
      try {
        for (const layers of openedOf(facts)) checkLayers(layers);
      } catch (cause) {
        throw new Error(`conversation ${i}: ${JSON.stringify(facts)}`, { cause });
      }
    }
  });
});
