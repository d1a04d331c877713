// What passed on each Engine.IO session, and how long its heartbeats took: the server's ping until the client's pong, both
// as they passed the gateway.
import { decodeFrame, decodeRequest, type EngineLayer } from "#trace/decode.ts";
import { decodeResponse } from "#trace/decode-response.ts";
import type { EventOf, LinkId, RequestId, Seq, Trace } from "#trace/event.ts";
import { sidAfter } from "#trace/link-session.ts";

/** Engine.IO packets of every kind, and the bytes that carried them: whole frames, and bodies of requests and answers. */
export type Passed = Readonly<{ packets: number; bytes: number }>;
/** Times in milliseconds; `waits` is a ping without its pong, with the time at which it was sent. */
export type Heartbeats = Readonly<{
  last: Readonly<{ seq: Seq; ms: number }> | undefined;
  median: number | undefined;
  count: number;
  waits: Readonly<{ seq: Seq; at: number }> | undefined;
}>;
/** As the client sees it. */
export type Traffic = Readonly<{ sent: Passed; received: Passed; heartbeats: Heartbeats }>;

type Side = "client" | "server";
type Draft = {
  readonly passed: Record<Side, { packets: number; bytes: number }>;
  readonly beats: number[];
  last: Heartbeats["last"];
  waits: Heartbeats["waits"];
};
type Wire = EventOf<"http.request"> | EventOf<"http.response"> | EventOf<"frame">;

export const NO_TRAFFIC: Traffic = {
  sent: { packets: 0, bytes: 0 },
  received: { packets: 0, bytes: 0 },
  heartbeats: { last: undefined, median: undefined, count: 0, waits: undefined },
};

/** By `sid`. What passed before a gap is not counted. */
export function traffic(trace: Trace): ReadonlyMap<string, Traffic> {
  const sids = new Map<LinkId, string | undefined>();
  const requests = new Map<RequestId, EventOf<"http.request">>();
  const drafts = new Map<string, Draft>();
  for (const event of trace) {
    if (event.kind === "gap")
      for (const { link, sid } of event.checkpoint.links) sids.set(link, sid);
    if (event.kind !== "http.request" && event.kind !== "http.response" && event.kind !== "frame")
      continue;
    const onLink = sidAfter(event, sids.get(event.link));
    sids.set(event.link, onLink);
    const { from, layers, size, sid = onLink } = passing(event, requests);
    if (sid === undefined || size === 0) continue;
    const draft = drafts.get(sid) ?? newDraft();
    drafts.set(sid, draft);
    const passed = draft.passed[from];
    passed.bytes += size;
    passed.packets += layers.length;
    for (const layer of layers) beat(draft, from, { layer, event });
  }
  return new Map([...drafts].map(([sid, draft]) => [sid, trafficOf(draft)]));
}

type Passing = Readonly<{
  from: Side;
  layers: readonly EngineLayer[];
  size: number;
  sid?: string | undefined;
}>;

function passing(event: Wire, requests: Map<RequestId, EventOf<"http.request">>): Passing {
  switch (event.kind) {
    case "http.request":
      requests.set(event.request, event);
      return { from: "client", layers: decodeRequest(event).packets, size: event.body.size };
    case "http.response": {
      const { packets: layers, target } = decodeResponse(event, requests.get(event.request));
      requests.delete(event.request);
      // What is no payload of Engine.IO's belongs to no session.
      const size = layers.length === 0 ? 0 : event.body.size;
      return {
        from: "server",
        layers,
        size,
        ...(target?.sid !== undefined && { sid: target.sid }),
      };
    }
    case "frame": {
      const layers = decodeFrame(event).frames.flatMap(({ content }) =>
        content.content === "packet" ? [content.layer] : [],
      );
      return { from: event.from, layers, size: event.bytes.size };
    }
    default:
      return event satisfies never;
  }
}

function beat(
  draft: Draft,
  from: Side,
  { layer: { packet }, event }: Readonly<{ layer: EngineLayer; event: Wire }>,
): void {
  const { seq, at } = event;
  if (from === "server" && packet.type === "ping") draft.waits = { seq, at };
  // The one that a client sends on trial has an answer of its own.
  if (from !== "client" || packet.type !== "pong" || draft.waits === undefined) return;
  const ms = at - draft.waits.at;
  draft.beats.push(ms);
  draft.last = { seq, ms };
  draft.waits = undefined;
}

const newDraft = (): Draft => ({
  passed: { client: { packets: 0, bytes: 0 }, server: { packets: 0, bytes: 0 } },
  beats: [],
  last: undefined,
  waits: undefined,
});

function trafficOf({ passed, beats, last, waits }: Draft): Traffic {
  const sorted = beats.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  const median = ((sorted[Math.floor(half)] ?? 0) + (sorted[Math.ceil(half) - 1] ?? 0)) / 2;
  return {
    sent: passed.client,
    received: passed.server,
    heartbeats: { last, waits, count: beats.length, median: half === 0 ? undefined : median },
  };
}
