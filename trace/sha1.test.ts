import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { sha1 } from "#trace/sha1.ts";

it("agrees with Node's SHA-1 at every length around the block size", () => {
  for (let length = 0; length < 200; length++) {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 7 + length) & 255);
    expect(Buffer.from(sha1(bytes)).toString("hex")).toBe(
      createHash("sha1").update(bytes).digest("hex"),
    );
  }
});
