// What is drawn in lanes: words only, no reckoning. One lane for the server, one for each connection of a client.
import type { Seq } from "#trace/event.ts";
import type { TimelineRow } from "#trace/timeline.ts";

/** `client` is undefined for the server. `who` tells a client's connections apart, as everywhere. */
export type Lane = Readonly<{ key: string; client: string | undefined; who: string }>;

/** How a mark looks: by shape before colour. */
export type LaneShape =
  | "act"
  | "sent"
  | "received"
  /** It arrived, and nobody listened. */
  | "unheard"
  /** What a turn or a listener took, as long as it took. */
  | "work"
  | "joined"
  | "left-room"
  | "came"
  | "went"
  | "said"
  | "fault"
  | "other";

/** A row of the timeline in its lane. `ms` is what one clock has measured of a turn or a listener. */
export type LaneMark = TimelineRow &
  Readonly<{ lane: string; shape: LaneShape; ms: number | undefined }>;

/**
 * From where it was sent to where it was received. `lane` is the client's. Without `to`, `fate` says why: it is still on
 * its way, or was dropped, or nobody tells ("untold": acknowledgements to clients, programs from outside).
 */
export type Arrow = Readonly<{
  from: Seq;
  to: Seq | undefined;
  is: "up" | "down";
  lane: string;
  carries: "event" | "ack";
  fate: "received" | "unheard" | "under way" | "dropped" | "untold";
}>;

/**
 * An event that asked for an acknowledgement, with what became of it; of a broadcast, of all that were asked. `answered`
 * is the last answer, `ms` what lies between the two as the gateway saw them pass, `after` the asker's own patience.
 */
export type Ask = Readonly<{ asked: Seq; answers: number; of: number }> &
  (
    | Readonly<{ state: "waiting" | "lost" }>
    | Readonly<{ state: "timed out"; after: number }>
    | Readonly<{ state: "answered" | "late"; answered: Seq; ms: number }>
  );

/** A stretch of a lane. Without `to` it goes on. */
export type Span = Readonly<{ lane: string; from: Seq; to: Seq | undefined }> &
  (
    | Readonly<{ is: "listening" }>
    | Readonly<{ is: "open"; transport: string }>
    | Readonly<{ is: "away" }>
    | Readonly<{ is: "disturbed"; words: string }>
  );

export type Lanes = Readonly<{
  /** The server's first, then those of each client, in the order of the cast. */
  lanes: readonly Lane[];
  marks: readonly LaneMark[];
  arrows: readonly Arrow[];
  asks: readonly Ask[];
  spans: readonly Span[];
}>;

export const SERVER_LANE: Lane = { key: "server", client: undefined, who: "server" };
export const laneOf = (client: string, who: string): Lane => ({
  key: `client ${who}`,
  client,
  who,
});
