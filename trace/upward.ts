// The events and acknowledgements that clients sent, each at the wire event it began with. Fast rather than thorough:
// it looks at one wire event at a time, so that it can be asked at every frame of the screen; packets.ts joins the rest.
import { decodeFrame, decodeRequest, type EngineLayer } from "#trace/decode.ts";
import type { LinkId, Seq, SessionId, TraceEvent } from "#trace/event.ts";
import { growingList, type Reader } from "#trace/growing.ts";
import { sidAfter } from "#trace/link-session.ts";
import { type PacketReading, saidIn } from "#trace/packet-text.ts";

export type Upward = Readonly<{
  seq: Seq;
  client: string;
  session: SessionId | undefined;
  nsp: string;
  /** Undefined for an acknowledgement. */
  event: string | undefined;
  /** Undefined when the recorder kept only the beginning. Attachments are still placeholders. */
  args: readonly unknown[] | undefined;
  wantsAck: boolean;
  /** The number that joins an event to its acknowledgement, in this session and namespace. */
  ack: number | undefined;
  /** Its last Engine.IO message, counted as a turn's trigger does; undefined behind a gap. */
  message: number | undefined;
}>;

type Messages = readonly (Content | undefined)[];
const NONE: Messages = [];
/** Part of the decoding of an event. */
const messages = new WeakMap<TraceEvent, Messages>();

/** Of a trace, in order. */
export const upwards = growingList(readUpwards);

export function readUpwards(): Reader<Upward> {
  const sids = new Map<LinkId, string | undefined>();
  const sessions = new Map<string, SessionId>();
  const old = new Set<string>();
  const counts = new Map<string, number>();
  return (event) => {
    if (event.kind === "session.opened") sessions.set(event.sid, event.session);
    if (event.kind === "gap") {
      for (const { link, sid } of event.checkpoint.links) sids.set(link, sid);
      for (const { sid, session } of event.checkpoint.sessions) {
        old.add(sid);
        sessions.set(sid, session);
      }
    }
    if (event.kind !== "http.request" && event.kind !== "http.response" && event.kind !== "frame")
      return NOTHING;
    const sid = sidAfter(event, sids.get(event.link));
    sids.set(event.link, sid);
    return messagesIn(event).flatMap((content): readonly Upward[] => {
      const key = sid ?? "";
      const number = (counts.get(key) ?? 0) + 1;
      counts.set(key, number);
      if (content === undefined) return NOTHING;
      const { attachments, ...packet } = content;
      const message = old.has(key) ? undefined : number + attachments;
      const { seq, client } = event;
      return [{ seq, client, session: sessions.get(key), ...packet, message }];
    });
  };
}

const NOTHING: readonly Upward[] = [];

/** One entry for each Engine.IO message towards the server; undefined for what is no event or acknowledgement. */
function messagesIn(event: TraceEvent): Messages {
  if (event.kind !== "http.request" && (event.kind !== "frame" || event.from !== "client"))
    return NONE;
  const known = messages.get(event);
  if (known !== undefined) return known;
  const read = layersOf(event)
    .filter(({ packet }) => packet.type === "message")
    .map(({ socket }) => (socket.state === "packet" ? contentOf(socket.reading) : undefined));
  messages.set(event, read);
  return read;
}

function layersOf(event: TraceEvent): readonly EngineLayer[] {
  if (event.kind === "http.request")
    return event.body.size === 0 ? [] : decodeRequest(event).packets;
  if (event.kind !== "frame" || event.from !== "client") return [];
  return decodeFrame(event).frames.flatMap(({ content }) =>
    content.content === "packet" ? [content.layer] : [],
  );
}

type Content = Pick<Upward, "nsp" | "event" | "args" | "wantsAck" | "ack"> &
  Readonly<{ attachments: number }>;

function contentOf(reading: PacketReading): Content | undefined {
  const said = saidIn(reading);
  if (said === undefined || reading.state === "wrong") return undefined;
  const about = reading.state === "whole" ? reading.packet : reading;
  const attachments = "attachments" in about ? about.attachments : 0;
  const data = "data" in about && Array.isArray(about.data) ? (about.data as unknown[]) : undefined;
  const { nsp } = said;
  const ack = about.id;
  const common = { nsp, ack, attachments };
  if (said.is === "ack") return { ...common, event: undefined, args: data, wantsAck: false };
  const wantsAck = ack !== undefined;
  return { ...common, event: said.event ?? "", args: data?.slice(1), wantsAck };
}
