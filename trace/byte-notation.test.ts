import { assert, property, uint8Array } from "fast-check";
import { describe, expect, it } from "vitest";
import { bytesWritten, readBytes } from "./byte-notation.ts";

const bytesOf = (written: string): readonly number[] | string => {
  const read = readBytes(written);
  return read.ok ? [...read.bytes] : read.text;
};

describe("bytes written by hand", () => {
  it("are text, and a new line is the CRLF of HTTP", () => {
    expect(bytesOf("GET /\n\n")).toEqual([71, 69, 84, 32, 47, 13, 10, 13, 10]);
    expect(bytesOf("é")).toEqual([0xc3, 0xa9]);
  });

  it("are hexadecimal where there is no text for them", () => {
    expect(bytesOf(String.raw`\x81\xfF\r\n\t\0\\`)).toEqual([0x81, 0xff, 13, 10, 9, 0, 92]);
  });

  it.each([
    [String.raw`ab\q`, 2],
    [String.raw`\x8`, 0],
    ["\\", 0],
  ])("are refused with a sentence where they mean nothing: %s", (written, at) => {
    const read = readBytes(written);
    expect(read).toMatchObject({ ok: false, at });
    expect(bytesOf(written)).toMatch(/^“\\.?” stands for no byte: write /);
  });

  it("are the same again when they are read as they are shown, whatever they are", () => {
    assert(
      property(uint8Array({ maxLength: 60 }), (bytes) => {
        expect(bytesOf(bytesWritten(bytes))).toEqual([...bytes]);
      }),
    );
  });
});
