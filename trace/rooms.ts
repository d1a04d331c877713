// The room map over time: what `adapter.rooms` and `adapter.sids` hold at the end of a trace, how it came to that, and who
// outside the server has ever heard of a room.
import type { Position, Seq, Trace, TraceEvent } from "#trace/event.ts";
import { type RoomNews, roomNews } from "#trace/room-news.ts";
import { type Seats, seatsOf } from "#trace/seats.ts";

/** Times are milliseconds since the run began. */
export type RoomMoment = Readonly<{ seq: Seq; at: number; where: Position | undefined }>;
/** One socket, by whose it is; without a client before it is open: middleware may join rooms for it. */
export type RoomSocket = Readonly<{ id: string; client: string | undefined; who: string }>;
/** `since` is undefined where it was before a gap. */
export type RoomMember = RoomSocket & Readonly<{ since: RoomMoment | undefined }>;
export type RoomMove = RoomSocket & RoomMoment & Readonly<{ move: "joined" | "left" }>;

export type Room = Readonly<{
  room: string;
  /** Whose own room it is: each socket is alone in the room of its id, unless others join it. */
  of: string | undefined;
  /** In the order in which they came. */
  members: readonly RoomMember[];
  moves: readonly RoomMove[];
  /** When its last member left, and the room with it. */
  gone: RoomMoment | undefined;
  /** Who outside the server met its name. Rooms themselves are never on the wire. */
  news: readonly RoomNews[];
}>;
export type RoomMap = Readonly<{
  nsp: string;
  /** `adapter.rooms`, by name; and those that are no more. */
  rooms: readonly Room[];
  /** `adapter.sids`. */
  sids: readonly (RoomSocket & Readonly<{ rooms: readonly string[] }>)[];
}>;

type Draft = {
  readonly nsp: string;
  readonly room: string;
  readonly members: Map<string, RoomMoment | undefined>;
  readonly moves: (RoomMoment & Readonly<{ id: string; move: RoomMove["move"] }>)[];
  gone: RoomMoment | undefined;
};
type Drafts = Map<string, Draft>;
type Named = Readonly<{ nsp: string; room: string }>;

/** `/` first, then the namespaces as they came into use; none before any socket was in a room. */
export function roomMaps(trace: Trace): readonly RoomMap[] {
  const drafts: Drafts = new Map();
  for (const event of trace) note(drafts, event);
  const seats = seatsOf(trace);
  const news = roomNews(trace, new Set([...drafts.values()].map(({ room }) => room)));
  const spaces = [...new Set([...drafts.values()].map(({ nsp }) => nsp))];
  return spaces
    .toSorted((a, b) => Number(b === "/") - Number(a === "/"))
    .map((nsp) => {
      const own = [...drafts.values()].filter((draft) => draft.nsp === nsp);
      const rooms = own
        .map((draft) => roomOf(draft, seats, news))
        .toSorted((a, b) => a.room.localeCompare(b.room, "en", { numeric: true }));
      return { nsp, rooms, sids: sidsOf(own, seats) };
    });
}

function note(drafts: Drafts, event: TraceEvent): void {
  switch (event.kind) {
    case "gap":
      drafts.clear();
      for (const { nsp, id, rooms } of [
        ...event.checkpoint.sockets,
        ...(event.checkpoint.joining ?? []),
      ])
        for (const room of rooms) draftOf(drafts, { nsp, room }).members.set(id, undefined);
      break;
    case "room.joined": {
      const draft = draftOf(drafts, event);
      if (draft.members.has(event.id)) break;
      const moment = momentOf(event);
      draft.members.set(event.id, moment);
      draft.moves.push({ ...moment, id: event.id, move: "joined" });
      draft.gone = undefined;
      break;
    }
    case "room.left":
      leave(draftOf(drafts, event), event.id, momentOf(event));
      break;
    case "socket.closed":
      for (const draft of drafts.values())
        if (draft.nsp === event.nsp) leave(draft, event.id, momentOf(event));
      break;
    case "run.ended":
      empty(drafts, event);
      break;
    case "disturbance":
      // The program that was there is gone without a word.
      if (event.phase === "begun" && event.disturbance.is === "restart") empty(drafts, event);
      break;
    default:
      break;
  }
}

function draftOf(drafts: Drafts, { nsp, room }: Named): Draft {
  const key = `${nsp}\n${room}`;
  const known = drafts.get(key) ?? { nsp, room, members: new Map(), moves: [], gone: undefined };
  drafts.set(key, known);
  return known;
}

function leave(draft: Draft, id: string, moment: RoomMoment): void {
  if (!draft.members.delete(id)) return;
  draft.moves.push({ ...moment, id, move: "left" });
  if (draft.members.size === 0) draft.gone = moment;
}

function empty(drafts: Drafts, event: TraceEvent): void {
  for (const draft of drafts.values())
    for (const id of draft.members.keys()) leave(draft, id, momentOf(event));
}

function momentOf(event: TraceEvent): RoomMoment {
  return { seq: event.seq, at: event.at, where: "where" in event ? event.where : undefined };
}

function socketOf(id: string, seats: Seats): RoomSocket {
  const seat = seats.holding(id);
  return { id, client: seat?.client, who: seat?.who ?? id };
}

function roomOf(
  { room, members, moves, gone }: Draft,
  seats: Seats,
  news: ReadonlyMap<string, readonly RoomNews[]>,
): Room {
  const isOwn = members.has(room) || moves.some(({ id }) => id === room);
  return {
    room,
    of: isOwn ? socketOf(room, seats).who : undefined,
    members: [...members].map(([id, since]) => ({ ...socketOf(id, seats), since })),
    moves: moves.map((move) => ({ ...move, ...socketOf(move.id, seats) })),
    gone,
    news: news.get(room) ?? [],
  };
}

function sidsOf(drafts: readonly Draft[], seats: Seats): RoomMap["sids"] {
  const sids = new Map<string, string[]>();
  for (const { room, members } of drafts)
    for (const id of members.keys()) {
      const rooms = sids.get(id);
      if (rooms === undefined) sids.set(id, [room]);
      // A socket's own room is the first that it joined.
      else if (room === id) rooms.unshift(room);
      else rooms.push(room);
    }
  return [...sids].map(([id, rooms]) => ({ ...socketOf(id, seats), rooms }));
}

/** The latest moves of a room, and how many came before them. */
export function latestMoves(
  { moves }: Pick<Room, "moves">,
  most: number,
): Readonly<{ earlier: number; moves: readonly RoomMove[] }> {
  const earlier = Math.max(0, moves.length - most);
  return { earlier, moves: moves.slice(earlier) };
}
