// One layer of a packet: bytes, cut without a gap into parts that are named and explained, and where those bytes stand in
// the layer below. All places are counted in bits, because some parts of a frame are smaller than a byte.
import type { Problem } from "#trace/problem.ts";
import { utf8Length } from "#trace/utf8.ts";

/** Bits of a layer's bytes, from 0; `to` is the first that no longer belongs. */
export type Span = Readonly<{ from: number; to: number }>;

/** A part of a layer. One of no bits stands for what is left out there, such as the namespace "/". */
export type Part = Readonly<{
  span: Span;
  /** In the protocol's word: "opcode". */
  name: string;
  /** As it is to be read: "0001", `["chat"`, "c6 8d 27". May be shortened. */
  shown: string;
  /** "text", "EVENT", "15 bytes"; empty where `shown` says it. */
  meaning: string;
  /** A sentence that explains it. */
  says: string;
  /** What breaks here; `at` in bytes of the layer. */
  problem: Problem | undefined;
  /** It belongs to another packet of the same message. */
  isOther: boolean;
  /** Begins something of its own within the layer: "frame 2 of 3". */
  heading: string | undefined;
}>;

/** Where some of a layer's bits stand in the layer below. "base64": 8 bits as 6 in each character of 8; "whole": not bit by bit. */
export type Standing = Readonly<{ own: Span; below: Span; how: "same" | "base64" | "whole" }>;

export type LayerName = "event" | "socket.io" | "engine.io" | "payload" | "frame" | "http";
export type Layer = Readonly<{
  layer: LayerName;
  title: string;
  bytes: Uint8Array;
  /** In order, and together the layer's bytes. */
  parts: readonly Part[];
  /** In order; empty for the lowest layer. */
  standings: readonly Standing[];
  /** What is to be said of it all, such as that the recorder did not keep everything. */
  note: string | undefined;
}>;

export const BYTE = 8;
export const bytesSpan = (at: number, size: number): Span => ({
  from: at * BYTE,
  to: (at + size) * BYTE,
});

/** What a part is, before it has its place. */
export type Named = Readonly<{
  name: string;
  shown: string;
  meaning?: string | undefined;
  says: string;
  isOther?: boolean;
}>;

/** A problem, with the name of the part that it is in where several share its byte. */
export type Placed = Problem & Readonly<{ part?: string | undefined }>;

/** Lays parts one after another, so that nothing is left out between them. */
export type Tiler = Readonly<{
  bits(count: number, part: Named): Span;
  bytes(count: number, part: Named): Span;
  /** As many bytes as the text takes; `shown` is that text, unless it is given. */
  text(text: string, part: Omit<Named, "shown"> & Readonly<{ shown?: string }>): Span;
  /** The next part begins something. */
  heads(heading: string): void;
  /** Bits laid so far. */
  at(): number;
  parts(problems?: readonly Placed[]): readonly Part[];
}>;

export function createTiler(): Tiler {
  const laid: Part[] = [];
  let at = 0;
  let heading: string | undefined;
  const bits = (count: number, { meaning = "", isOther = false, ...part }: Named): Span => {
    const span = { from: at, to: at + count };
    laid.push({ ...part, meaning, isOther, span, problem: undefined, heading });
    heading = undefined;
    at = span.to;
    return span;
  };
  return {
    bits,
    bytes: (count, part) => bits(count * BYTE, part),
    text: (text, part) => bits(utf8Length(text) * BYTE, { shown: text, ...part }),
    heads: (next) => void (heading = next),
    at: () => at,
    parts: (problems = []) => withProblems(laid, problems),
  };
}

/** Marks each problem at its part: the one that it names, or the first at its byte. */
function withProblems(parts: readonly Part[], problems: readonly Placed[]): readonly Part[] {
  const marked = [...parts];
  for (const { part: name, ...problem } of problems) {
    const { from, to } = bytesSpan(problem.at, 1);
    const isThere = ({ span }: Part): boolean => span.from < to && from < span.to;
    const named = marked.findIndex((part) => part.name === name && isThere(part));
    const within = named === -1 ? marked.findIndex(isThere) : named;
    const at = within === -1 ? marked.length - 1 : within;
    const part = marked[at];
    if (part !== undefined && part.problem === undefined) marked[at] = { ...part, problem };
  }
  return marked;
}

/** Some bits as they stand below: the same if there are as many, otherwise not bit by bit. */
export function standing(own: Span, below: Span): Standing {
  const how = own.to - own.from === below.to - below.from ? "same" : "whole";
  return { own, below, how };
}

const HEX_SHOWN = 24;
/** `34 32 5b …`: bytes to read, the first 24 of them. */
export function hexOf(bytes: Uint8Array, most = HEX_SHOWN): string {
  const shown = [...bytes.subarray(0, most)].map((byte) => byte.toString(16).padStart(2, "0"));
  return bytes.length > most ? `${shown.join(" ")} …` : shown.join(" ");
}

/** "1 byte", "2 bytes". */
export const sized = (count: number, what = "byte"): string =>
  `${count} ${what}${count === 1 ? "" : "s"}`;

export function concatenated(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
