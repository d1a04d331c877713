// The Socket.IO packets that passed on the wire, whole: fragments and attachments joined over events, over polling and
// WebSocket, in both directions.
import type { Seq, Trace, TraceEvent } from "#trace/event.ts";
import { carriersOf, type Completed, type Passage, readPassages } from "#trace/wire-passages.ts";

/** A Socket.IO packet with its attachments in place, or as much of it as was recorded. */
export type WirePacket = Completed &
  Pick<Passage, "from" | "client" | "link" | "session" | "first" | "last"> &
  Readonly<{
    /** The events that carry it, its first and its last among them. */
    parts: readonly Seq[];
  }>;

/** All complete Socket.IO packets of a trace, in the order in which they became complete. */
export function packets(trace: Trace): readonly WirePacket[] {
  const { note } = createPackets();
  return trace.flatMap(note);
}

/** The same event by event: `note` gives the packets that this event completes. */
export function createPackets(): Readonly<{ note(event: TraceEvent): readonly WirePacket[] }> {
  const read = readPassages();
  return { note: (event) => read(event).flatMap(packetOf) };
}

function packetOf(passage: Passage): readonly WirePacket[] {
  const { completed, from, client, link, session, first, last } = passage;
  if (completed === undefined) return [];
  const parts = [...new Set(carriersOf(passage).map(({ event }) => event.seq))];
  return [{ ...completed, from, client, link, session, first, last, parts }];
}
