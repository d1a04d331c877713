// The Socket.IO packets that passed on the wire, whole: fragments and attachments joined over events, over polling and
// WebSocket, in both directions.
import type { Trace } from "#trace/event.ts";
import { type Completed, type Passage, passages } from "#trace/wire-passages.ts";

/** A Socket.IO packet with its attachments in place, or as much of it as was recorded. */
export type WirePacket = Completed &
  Pick<Passage, "from" | "client" | "link" | "session" | "first" | "last">;

/** All complete Socket.IO packets of a trace, in the order in which they became complete. */
export function packets(trace: Trace): readonly WirePacket[] {
  return passages(trace).flatMap(({ completed, from, client, link, session, first, last }) =>
    completed === undefined ? [] : [{ ...completed, from, client, link, session, first, last }],
  );
}
