// What a server says on one connection, read into units that can be compared: answers over HTTP, then frames.
import { inflateRawSync } from "node:zlib";

/** One unit, as text. */
export type Unit = string;

export type ServerReader = {
  readonly push: (bytes: Buffer) => void;
  readonly units: readonly Unit[];
  /** What has come and is no unit yet. */
  readonly rest: () => Buffer;
};

/** Different from answer to answer, or our confinement of it. */
const LEFT_OUT = /^(date|content-security-policy|x-content-type-options):/i;
const RSV1 = 0x40;
/** What RFC 7692 has a sender leave out at the end of a message. */
const TAIL = Buffer.from("0000ffff", "hex");

export function readServer(): ServerReader {
  const units: Unit[] = [];
  let rest = Buffer.alloc(0);
  let isUpgraded = false;
  let window = Buffer.alloc(0);

  function takeAnswer(): boolean {
    const end = rest.indexOf("\r\n\r\n");
    if (end < 0) return false;
    const [status = "", ...headers] = rest.subarray(0, end).toString("latin1").split("\r\n");
    const body = bodyOf(headers, rest.subarray(end + 4), status);
    if (!body) return false;
    rest = rest.subarray(end + 4 + body.length);
    isUpgraded = status.includes(" 101 ");
    units.push([status, ...headers.filter((one) => !LEFT_OUT.test(one)), "", body.text].join("\n"));
    return true;
  }

  function takeFrame(): boolean {
    const frame = frameAt(rest);
    if (!frame) return false;
    rest = rest.subarray(frame.end);
    const isData = (frame.first & 0x0f) <= 2;
    const isCompressed = isData && (frame.first & RSV1) !== 0;
    const payload = isCompressed ? inflated(frame.payload) : frame.payload;
    const isText = (frame.first & 0x0f) === 1;
    units.push(`${frame.first.toString(16)} ${payload.toString(isText ? "utf8" : "hex")}`);
    return true;
  }

  /** All messages of a direction are one stream. */
  function inflated(payload: Buffer): Buffer {
    const message = inflateRawSync(Buffer.concat([payload, TAIL]), {
      finishFlush: 2,
      dictionary: window,
    });
    window = Buffer.concat([window, message]).subarray(-32_768);
    return message;
  }

  return {
    units,
    rest: () => rest,
    push(bytes) {
      rest = Buffer.concat([rest, bytes]);
      while (rest.length > 0 && (isUpgraded ? takeFrame() : takeAnswer()));
    },
  };
}

type Body = { readonly length: number; readonly text: string };

function bodyOf(headers: readonly string[], bytes: Buffer, status: string): Body | undefined {
  if (/ (101|204|304) /.test(status)) return { length: 0, text: "" };
  const valueOf = (name: string): string | undefined =>
    headers.find((one) => one.toLowerCase().startsWith(`${name}: `))?.slice(name.length + 2);
  if (valueOf("transfer-encoding") === "chunked") return chunkedBody(bytes);
  const length = Number(valueOf("content-length") ?? 0);
  return bytes.length < length
    ? undefined
    : { length, text: bytes.subarray(0, length).toString("utf8") };
}

function chunkedBody(bytes: Buffer): Body | undefined {
  let text = "";
  for (let at = 0; ; ) {
    const end = bytes.indexOf("\r\n", at);
    const size = end < 0 ? Number.NaN : Number.parseInt(bytes.subarray(at, end).toString(), 16);
    const next = end + 2 + size + 2;
    if (Number.isNaN(size) || bytes.length < next) return undefined;
    text += bytes.subarray(end + 2, end + 2 + size).toString("utf8");
    at = next;
    if (size === 0) return { length: at, text };
  }
}

export type Frame = {
  readonly first: number;
  readonly mask: Buffer | undefined;
  readonly payload: Buffer;
  /** Where the next begins. */
  readonly end: number;
};

/** The frame at the beginning of these bytes, unmasked; undefined if it is not all there. */
export function frameAt(bytes: Buffer): Frame | undefined {
  if (bytes.length < 2) return undefined;
  const [first = 0, second = 0] = bytes;
  const short = second & 0x7f;
  const lengthSize = short === 127 ? 8 : short === 126 ? 2 : 0;
  const isMasked = (second & 0x80) !== 0;
  const start = 2 + lengthSize + (isMasked ? 4 : 0);
  if (bytes.length < start) return undefined;
  const size =
    lengthSize === 8
      ? Number(bytes.readBigUInt64BE(2))
      : lengthSize === 2
        ? bytes.readUInt16BE(2)
        : short;
  if (bytes.length < start + size) return undefined;
  const mask = isMasked ? bytes.subarray(start - 4, start) : undefined;
  const payload = bytes.subarray(start, start + size).map((byte, i) => byte ^ (mask?.[i % 4] ?? 0));
  return { first, mask, payload: Buffer.from(payload), end: start + size };
}
