// The Socket.IO layer: the packet's text character by character, and the attachments that follow it.
import type { SocketLayer } from "#trace/decode.ts";
import type { PacketReading } from "#trace/packet-text.ts";
import type { Problem } from "#trace/problem.ts";
import { type PacketType, readHead } from "#trace/socket-io.ts";
import { utf8Length } from "#trace/utf8.ts";
import { type DataPlace, type EngineIo, shortened } from "#trace/wire-engine-io.ts";
import { readJson } from "#trace/wire-json.ts";
import {
  concatenated,
  createTiler,
  hexOf,
  type Layer,
  type Span,
  sized,
  type Standing,
  standing,
  type Tiler,
} from "#trace/wire-layer.ts";
import type { Passage } from "#trace/wire-passages.ts";

/** A value of a packet's data: an element of its array, a member of its object, or all of it. */
export type DataValue = Readonly<{ text: string; key: string | undefined; span: Span }>;
export type SocketIo = Readonly<{
  layer: Layer;
  type: PacketType | undefined;
  id: number | undefined;
  values: readonly DataValue[];
  /** The attachments' bytes with their places in the layer. */
  attachments: readonly Readonly<{ bytes: Uint8Array; span: Span }>[];
}>;

type Text = Readonly<{ text: string; reading: PacketReading }>;

/** Undefined for what is no Socket.IO packet. An attachment without its packet is one of bytes alone. */
export function socketIoLayer(passage: Passage, engine: EngineIo): SocketIo | undefined {
  const sockets = passage.carried.map(({ layer }) => layer?.socket);
  const packet = textOf(passage, sockets[0]);
  const attached = sockets.flatMap((socket, i) =>
    socket?.state === "attachment" ? [{ bytes: socket.bytes, place: engine.data[i] }] : [],
  );
  if (packet === undefined && attached.length === 0) return undefined;
  const tiler = createTiler();
  const told = packet === undefined ? NOTHING : layText(tiler, packet);
  const standings: Standing[] = [];
  const place = engine.data[0];
  if (packet !== undefined && place !== undefined)
    standings.push(standing({ from: 0, to: tiler.at() }, place.span));
  const attachments = attached.map(({ bytes, place: below }, i) => {
    const span = layAttachment(tiler, bytes, `${i + 1} of ${attached.length}`);
    if (below !== undefined) standings.push(standingOf(span, below));
    return { bytes, span };
  });
  const problems = [...told.problems, ...(passage.problem === undefined ? [] : [passage.problem])];
  const text = new TextEncoder().encode(packet?.text ?? "");
  const layer: Layer = {
    layer: "socket.io",
    title: "Socket.IO packet",
    bytes: concatenated([text, ...attached.map(({ bytes }) => bytes)]),
    parts: tiler.parts(problems),
    standings,
    note: noteOf(packet, attached.length),
  };
  const { type, id, values } = told;
  return { layer, type, id, values, attachments };
}

function textOf({ carried: [first] }: Passage, socket: SocketLayer | undefined): Text | undefined {
  const packet = first.layer?.packet;
  return socket?.state === "packet" && packet?.type === "message" && typeof packet.data === "string"
    ? { text: packet.data, reading: socket.reading }
    : undefined;
}

const standingOf = (own: Span, { span, how }: DataPlace): Standing =>
  how === "base64" ? { own, below: span, how } : standing(own, span);

function noteOf(packet: Text | undefined, attachments: number): string | undefined {
  if (packet === undefined) return "bytes without a packet that announced them";
  const head = readHead(packet.text);
  const wanted = "text" in head ? 0 : (head.attachments ?? 0);
  if (packet.reading.state === "cut") return "not recorded to its end";
  if (wanted > attachments) return `${sized(wanted - attachments, "attachment")} have not come`;
  return undefined;
}

type Told = Readonly<{
  problems: readonly Problem[];
  type: PacketType | undefined;
  id: number | undefined;
  values: readonly DataValue[];
}>;
const NOTHING: Told = { problems: [], type: undefined, id: undefined, values: [] };

const TYPES: Readonly<Record<PacketType, string>> = {
  CONNECT: "Joins a namespace; the server’s answer has the same type.",
  DISCONNECT: "Leaves a namespace. The connection stays.",
  EVENT: "An event: what emit() sends.",
  ACK: "The answer to an event that asked for one.",
  CONNECT_ERROR: "The server does not let this client into the namespace.",
  BINARY_EVENT: "An event with bytes: they follow as attachments.",
  BINARY_ACK: "An answer with bytes: they follow as attachments.",
};

function layText(tiler: Tiler, { text, reading }: Text): Told {
  const head = readHead(text);
  const problems = reading.state === "wrong" ? [reading.problem] : [];
  if ("text" in head) {
    const at = Math.min(head.at, text.length);
    if (at > 0) tiler.text(text.slice(0, at), { name: "type", says: "A packet with attachments." });
    if (text.length > at)
      tiler.text(text.slice(at), {
        name: "no packet",
        shown: shortened(text.slice(at)),
        says: "No Socket.IO packet goes on like this.",
      });
    return { ...NOTHING, problems };
  }
  const { type, attachments, nsp, id, end } = head;
  tiler.text(text.slice(0, 1), { name: "type", meaning: type, says: TYPES[type] });
  let at = 1;
  if (attachments !== undefined) {
    const dash = text.indexOf("-", 1) + 1;
    tiler.text(text.slice(at, dash), {
      name: "attachments",
      meaning: `${attachments}`,
      says: `So many messages of bytes follow, ${attachments} here; each takes the place of a placeholder in the JSON.`,
    });
    at = dash;
  }
  at = layNamespace(tiler, text, { at, nsp });
  if (id !== undefined) {
    const isAnswer = type === "ACK" || type === "BINARY_ACK";
    tiler.text(text.slice(at, end), {
      name: "ack id",
      meaning: `${id}`,
      says: isAnswer
        ? "Answers the event that came with this number."
        : "The sender wants an answer, which will carry this number.",
    });
  }
  const { values, brokenAt } = layJson(tiler, text.slice(end), type);
  const where = brokenAt === undefined ? undefined : utf8Length(text.slice(0, end + brokenAt));
  // The parser says only that it is no JSON; the reader is shown where.
  const moved = problems.map((problem) =>
    where !== undefined && problem.text.includes("not JSON") ? { ...problem, at: where } : problem,
  );
  // What is refused says nothing to the application.
  return { problems: moved, type, id, values: problems.length > 0 ? [] : values };
}

/** Gives where the text goes on. */
function layNamespace(
  tiler: Tiler,
  text: string,
  { at, nsp }: Readonly<{ at: number; nsp: string }>,
): number {
  if (text.charAt(at) !== "/") {
    tiler.bits(0, {
      name: "namespace",
      shown: "/",
      meaning: "left out",
      says: "The main namespace, /, is not written.",
    });
    return at;
  }
  const end = Math.min(text.length, at + nsp.length + 1);
  tiler.text(text.slice(at, end), {
    name: "namespace",
    shown: shortened(text.slice(at, end)),
    says: "The namespace that the packet belongs to; a comma ends it.",
  });
  return end;
}

/** More values than anybody reads one by one. */
const MOST_VALUES = 40;

function layJson(tiler: Tiler, json: string, type: PacketType) {
  const { pieces, brokenAt } = readJson(json);
  const values: DataValue[] = [];
  const isEvent = type === "EVENT" || type === "BINARY_EVENT";
  for (const { is, from, to, key } of pieces.slice(0, MOST_VALUES * 2)) {
    const text = json.slice(from, to);
    if (is === "mark") tiler.text(text, { name: "JSON", says: MARKS });
    else if (is === "rest")
      tiler.text(text, { name: "JSON", shown: shortened(text), says: "The rest of the text." });
    else {
      const isName = isEvent && values.length === 0;
      const name = key ?? (isName ? "event" : isEvent ? `argument ${values.length}` : "data");
      const span = tiler.text(text, {
        name,
        shown: shortened(text),
        says: isName
          ? "The first element of the array is the event’s name."
          : is === "member"
            ? "A member of the object."
            : isEvent
              ? "What emit() was given, as JSON."
              : "What the callback was given, as JSON.",
      });
      values.push({ text, key, span });
    }
  }
  const rest = pieces.slice(MOST_VALUES * 2);
  const left = rest[0] === undefined ? "" : json.slice(rest[0].from);
  if (left !== "")
    tiler.text(left, { name: "JSON", shown: shortened(left), says: "More of the same." });
  return { values, brokenAt };
}

const MARKS = "The data are JSON: an array for events and answers, an object for CONNECT.";

function layAttachment(tiler: Tiler, bytes: Uint8Array, place: string): Span {
  if (bytes.length === 0) return { from: tiler.at(), to: tiler.at() };
  tiler.heads(`attachment ${place}`);
  return tiler.bytes(bytes.length, {
    name: "attachment",
    shown: hexOf(bytes),
    meaning: sized(bytes.length),
    says: "The bytes themselves, as a message of their own after the text.",
  });
}
