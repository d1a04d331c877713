import { describe, expect, it } from "vitest";
import { fromBase64 } from "#trace/base64.ts";
import { toBase64 } from "#trace/to-base64.ts";
import { seeded } from "#trace/testing/seeded.ts";

describe("base64", () => {
  it("agrees with Node in both directions, whatever the length", () => {
    const random = seeded(1);
    for (let length = 0; length < 200; length++) {
      const bytes = Uint8Array.from({ length }, () => random.below(256));
      const text = Buffer.from(bytes).toString("base64");
      expect(toBase64(bytes)).toBe(text);
      expect([...fromBase64(text)]).toEqual([...bytes]);
    }
  });

  it("reads base64 without its padding, and the URL-safe spelling", () => {
    expect([...fromBase64("AQIDBA")]).toEqual([1, 2, 3, 4]);
    expect([...fromBase64("-_8=")]).toEqual([251, 255]);
  });

  it("skips what is not base64", () => {
    expect([...fromBase64("AQ*ID€BA==")]).toEqual([1, 2, 3, 4]);
  });
});
