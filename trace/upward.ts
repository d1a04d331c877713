// The events and acknowledgements that clients sent, each at the wire event it began with. Fast rather than thorough:
// it looks at one wire event at a time, so that it can be asked at every frame of the screen; packets.ts joins the rest.
import { decodeFrame, decodeRequest, type EngineLayer } from "#trace/decode.ts";
import type { LinkId, Seq, SessionId, Trace, TraceEvent } from "#trace/event.ts";
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
  /** Its last Engine.IO message, counted as a turn's trigger does; undefined behind a gap. */
  message: number | undefined;
}>;

type Messages = readonly (Content | undefined)[];
const NONE: Messages = [];
/** Part of the decoding of an event. */
const messages = new WeakMap<TraceEvent, Messages>();

export function upwards(trace: Trace): readonly Upward[] {
  const sids = new Map<LinkId, string | undefined>();
  const sessions = new Map<string, SessionId>();
  const old = new Set<string>();
  const counts = new Map<string, number>();
  const found: Upward[] = [];
  for (const event of trace) {
    if (event.kind === "session.opened") sessions.set(event.sid, event.session);
    if (event.kind === "gap") {
      for (const { link, sid } of event.checkpoint.links) sids.set(link, sid);
      for (const { sid, session } of event.checkpoint.sessions) {
        old.add(sid);
        sessions.set(sid, session);
      }
    }
    if (event.kind !== "http.request" && event.kind !== "http.response" && event.kind !== "frame")
      continue;
    const sid = sidAfter(event, sids.get(event.link));
    sids.set(event.link, sid);
    for (const content of messagesIn(event)) {
      const key = sid ?? "";
      const number = (counts.get(key) ?? 0) + 1;
      counts.set(key, number);
      if (content === undefined) continue;
      const { attachments, ...packet } = content;
      found.push({
        seq: event.seq,
        client: event.client,
        session: sessions.get(key),
        ...packet,
        message: old.has(key) ? undefined : number + attachments,
      });
    }
  }
  return found;
}

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

type Content = Pick<Upward, "nsp" | "event" | "args" | "wantsAck"> &
  Readonly<{ attachments: number }>;

function contentOf(reading: PacketReading): Content | undefined {
  const said = saidIn(reading);
  if (said === undefined || reading.state === "wrong") return undefined;
  const about = reading.state === "whole" ? reading.packet : reading;
  const attachments = "attachments" in about ? about.attachments : 0;
  const data = "data" in about && Array.isArray(about.data) ? (about.data as unknown[]) : undefined;
  const { nsp } = said;
  if (said.is === "ack") return { nsp, event: undefined, args: data, wantsAck: false, attachments };
  const wantsAck = about.id !== undefined;
  return { nsp, event: said.event ?? "", args: data?.slice(1), wantsAck, attachments };
}
