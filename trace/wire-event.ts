// The highest layer: what the application said and heard, without anything of a protocol.
import type { PacketType } from "#trace/socket-io.ts";
import { shortened } from "#trace/wire-engine-io.ts";
import {
  concatenated,
  createTiler,
  hexOf,
  type Layer,
  type Standing,
  type Tiler,
} from "#trace/wire-layer.ts";
import type { DataValue, SocketIo } from "#trace/wire-socket-io.ts";

const TITLES: Readonly<Record<PacketType, string>> = {
  CONNECT: "Connection",
  DISCONNECT: "Disconnection",
  EVENT: "Event",
  ACK: "Acknowledgement",
  CONNECT_ERROR: "Refusal",
  BINARY_EVENT: "Event",
  BINARY_ACK: "Acknowledgement",
};
const MEMBERS: Readonly<Record<string, string>> = {
  sid: "The id of the socket, on both ends: socket.id.",
  pid: "A private id, with which the client may take up this session again.",
  offset: "The last packet that the client has: it asks for those after it.",
  message: "Why: the words of the error that a middleware gave to next().",
  data: "What that error carried besides.",
};

/** Undefined where the application says nothing. */
export function eventLayer(socketIo: SocketIo): Layer | undefined {
  const { type, values } = socketIo;
  if (type === undefined || values.length === 0) return undefined;
  const tiler = createTiler();
  const standings = values.flatMap((value, i) => layValue(tiler, socketIo, { value, i }));
  return {
    layer: "event",
    title: TITLES[type],
    bytes: concatenated(values.map(({ text }) => new TextEncoder().encode(text))),
    parts: tiler.parts(),
    standings,
    note: undefined,
  };
}

function layValue(
  tiler: Tiler,
  socketIo: SocketIo,
  { value, i }: Readonly<{ value: DataValue; i: number }>,
): readonly Standing[] {
  const { type, attachments } = socketIo;
  const { text, key } = value;
  const isEvent = type === "EVENT" || type === "BINARY_EVENT";
  const isName = isEvent && i === 0;
  const filled = attachmentsIn(text).flatMap((n) => attachments[n] ?? []);
  const own = tiler.text(text, {
    name: isName ? "event" : (key ?? `argument ${isEvent ? i : i + 1}`),
    shown: isName
      ? nameIn(text)
      : shortened(withBytes(key === undefined ? text : memberValue(text), socketIo)),
    meaning: filled.length > 0 ? "bytes" : "",
    says: isName
      ? "The event’s name: whoever listens for it with on() hears it."
      : key === undefined
        ? isEvent
          ? "What emit() was given, and what the listener gets."
          : "What one end gave to the callback, and the other gets from it."
        : (MEMBERS[key] ?? "What the client gave as auth."),
  });
  return [
    { own, below: value.span, how: "same" },
    ...filled.map(({ span }): Standing => ({ own, below: span, how: "whole" })),
  ];
}

const PLACEHOLDER = /\{"_placeholder":true,"num":(\d+)\}/g;
const attachmentsIn = (text: string): readonly number[] =>
  [...text.matchAll(PLACEHOLDER)].map(([, num]) => Number(num));

/** The value with its bytes where the placeholders stand. */
const withBytes = (text: string, { attachments }: SocketIo): string =>
  text.replace(PLACEHOLDER, (placeholder, num: string) => {
    const bytes = attachments[Number(num)]?.bytes;
    return bytes === undefined ? placeholder : `<${hexOf(bytes, 12)}>`;
  });

const memberValue = (text: string): string =>
  text.slice(text.indexOf(":", text.indexOf('"', 1)) + 1).trim();

function nameIn(text: string): string {
  const name: unknown = JSON.parse(text);
  return typeof name === "string" ? name : text.trim();
}
