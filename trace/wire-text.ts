// A packet as plain text, to be copied into a question or a bug report: its layers, or its bytes.
import type { Layer } from "#trace/wire-layer.ts";

/** Each layer with a line for each of its parts. */
export const layersText = (layers: readonly Layer[]): string => layers.map(layerText).join("\n");

function layerText({ title, bytes, parts, note }: Layer): string {
  const about = note === undefined ? "" : `, ${note}`;
  const lines = parts.flatMap(({ shown, name, meaning, problem, heading }) => [
    ...(heading === undefined ? [] : [`  ${heading}`]),
    `    ${shown.trim()}  ${meaning === "" ? name : `${name}: ${meaning}`}`,
    ...(problem === undefined ? [] : [`    ! ${problem.text} (${problem.rule})`]),
  ]);
  return [
    `${title} (${bytes.length} ${bytes.length === 1 ? "byte" : "bytes"}${about})`,
    ...lines,
  ].join("\n");
}

const WIDTH = 8;
/** One line of a hex dump: where it begins, its bytes, and those that are ASCII. */
export type HexLine = Readonly<{ at: number; bytes: Uint8Array }>;

/** The lines of the first `most` bytes. */
export function hexLines(bytes: Uint8Array, most = bytes.length): readonly HexLine[] {
  const lines: HexLine[] = [];
  for (let at = 0; at < Math.min(most, bytes.length); at += WIDTH)
    lines.push({ at, bytes: bytes.subarray(at, Math.min(at + WIDTH, most)) });
  return lines;
}

export const hexByte = (byte: number): string => byte.toString(16).padStart(2, "0");
export const asciiByte = (byte: number): string =>
  byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : "·";
export const hexOffset = (at: number): string => at.toString(16).padStart(4, "0");

/** `0000  81 0d 34 …  ··4`: offset, hex and ASCII. */
export const hexText = (bytes: Uint8Array): string =>
  hexLines(bytes)
    .map(({ at, bytes: line }) => {
      const hex = [...line]
        .map(hexByte)
        .join(" ")
        .padEnd(WIDTH * 3 - 1);
      return `${hexOffset(at)}  ${hex}  ${[...line].map(asciiByte).join("")}`;
    })
    .join("\n");
