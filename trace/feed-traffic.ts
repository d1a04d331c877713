// What of each event of the trace belongs to a feed of numbered news: bytes that passed for a client, the numbers they
// carried down, and when the program had each. Bytes are those of the wire, heads and chunk sizes included.
import { fromBase64 } from "#trace/base64.ts";
import type { EventOf, RequestId, Seq, TraceEvent, TurnId } from "#trace/event.ts";
import { growingList, type Reader } from "#trace/growing.ts";
import { header, requestMessage, responseMessage } from "#trace/http.ts";
import { utf8Length } from "#trace/utf8.ts";

/** `news`: the numbers that stand in what came down, as `"n":7`. */
export type Passed = Readonly<{
  is: "passed";
  seq: Seq;
  at: number;
  client: string;
  requests: number;
  up: number;
  down: number;
  news: readonly number[];
}>;
/** The program broadcast the news of that number; `at` is when its turn was heard of, before anything of it left. */
export type Published = Readonly<{ is: "published"; seq: Seq; at: number; n: number }>;

export const feedTraffic = growingList<Passed | Published>(readTraffic);

const NUMBER = /"n":(\d{1,9})/g;
const numbersIn = (text: string): readonly number[] =>
  [...text.matchAll(NUMBER)].map(([, digits]) => Number(digits));
/** Enough to find a number in: digits and quotes are one byte each, in UTF-8 too. */
const latin = (base64: string): string => String.fromCharCode(...fromBase64(base64).slice(0, 4096));

function readTraffic(): Reader<Passed | Published> {
  /** Whose pieces stand in the answer as they are; of an answer that began before a gap the head is not known. */
  const plain = new Set<RequestId>();
  let turn: { readonly turn: TurnId; readonly at: number } | undefined;
  return (event) => {
    if (event.kind === "turn") turn = event;
    if (event.kind === "broadcast") {
      const at = turn?.turn === event.turn ? turn.at : event.at;
      const { seq } = event;
      return numbersIn(event.packet.text).map((n) => ({ is: "published", seq, at, n }));
    }
    const { seq, at } = event;
    const of = trafficOf(event, plain);
    return of ? [{ is: "passed", seq, at, requests: 0, up: 0, down: 0, news: [], ...of }] : [];
  };
}

type Traffic = Pick<Passed, "client"> & Partial<Passed>;

function trafficOf(event: TraceEvent, plain: Set<RequestId>): Traffic | undefined {
  switch (event.kind) {
    case "http.request":
      return { client: event.client, requests: 1, up: sizeOf(requestMessage(event), event.body) };
    case "http.response": {
      const { client, body } = event;
      if (header(event.headers, "transfer-encoding") !== "chunked") plain.add(event.request);
      const down = sizeOf(responseMessage(event), body);
      return { client, down, news: numbersIn(latin(body.base64)) };
    }
    case "http.chunk": {
      const { client, bytes, isLast } = event;
      const down = plain.has(event.request) ? bytes.size : chunkSize(bytes.size, isLast);
      return { client, down, news: numbersIn(latin(bytes.base64)) };
    }
    case "frame":
      return frameTraffic(event);
    default:
      return undefined;
  }
}

function frameTraffic({ client, from, bytes }: EventOf<"frame">): Traffic {
  return from === "client"
    ? { client, up: bytes.size }
    : { client, down: bytes.size, news: numbersIn(latin(bytes.base64)) };
}

const sizeOf = ({ head }: { readonly head: string }, { size }: { readonly size: number }): number =>
  utf8Length(head) + size;

/** A chunk is its size in hexadecimal, its bytes, and two line ends; the last of all is empty (RFC 9112 §7.1). */
const chunkSize = (size: number, isLast: boolean): number =>
  (size > 0 ? size.toString(16).length + size + 4 : 0) + (isLast ? 5 : 0);
