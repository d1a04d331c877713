import { describe, expect, it } from "vitest";
import { seeded } from "#trace/testing/seeded.ts";
import { readUtf8, utf8Length } from "#trace/utf8.ts";

describe("UTF-8", () => {
  it("reads text and keeps a byte order mark", () => {
    expect(readUtf8(new TextEncoder().encode("\ufeffé€😀"))).toEqual({
      text: "\ufeffé€😀",
      invalidAt: -1,
    });
  });

  it.each([
    ["a stray continuation byte", [0x34, 0x80], 1],
    ["an overlong form", [0xc0, 0xaf], 0],
    ["a surrogate", [0x41, 0xed, 0xa0, 0x80], 1],
    ["past U+10FFFF", [0xf4, 0x90, 0x80, 0x80], 0],
    ["a sequence cut short", [0x61, 0xe2, 0x82], 1],
  ])("says at which byte it goes wrong: %s", (_, bytes, at) => {
    expect(readUtf8(Uint8Array.from(bytes)).invalidAt).toBe(at);
  });

  it("agrees with TextDecoder about what is valid", () => {
    const random = seeded(2);
    const strict = new TextDecoder("utf-8", { fatal: true });
    for (let i = 0; i < 8000; i++) {
      const bytes = Uint8Array.from({ length: random.below(6) }, () =>
        random.pick([
          random.below(256),
          0xe2,
          0x82,
          0xac,
          0xf0,
          0x9f,
          0x98,
          0x80,
          0xed,
          0xc3,
          0xa9,
          0x41,
        ]),
      );
      let valid = true;
      try {
        strict.decode(bytes);
      } catch {
        valid = false;
      }
      expect(readUtf8(bytes).invalidAt === -1, Buffer.from(bytes).toString("hex")).toBe(valid);
    }
  });

  it("counts bytes as TextEncoder does, lone surrogates included", () => {
    for (const text of ["", "abc", "é€", "😀", "\ud83d", "\ude00a", "\ud83d\ud83d\ude00"])
      expect(utf8Length(text)).toBe(new TextEncoder().encode(text).length);
  });
});
