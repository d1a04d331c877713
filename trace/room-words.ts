// What is said of a room in few words: when somebody came and went, and who outside the server knows it.
import { listed } from "#trace/listed.ts";
import type { RoomNews } from "#trace/room-news.ts";
import type { Room, RoomMove } from "#trace/rooms.ts";

/** "Alice joined at 1204 ms (server.js:7)". */
export function moveWords({ who, move, at, where }: RoomMove): string {
  const line = where === undefined ? "" : ` (${where.file}:${where.line})`;
  return `${who} ${move} at ${Math.round(at)} ms${line}`;
}

const BY_NAME = 4;

/** To whom its name is known. Who is in it is on no wire: nobody outside learns that unless the program says so. */
export function newsWords({ news }: Pick<Room, "news">): string {
  if (news.length === 0) return "only the server knows";
  const told = new Map<string, RoomNews[]>();
  for (const one of news) {
    const key = `${one.way} ${one.event ?? ""}`;
    told.set(key, [...(told.get(key) ?? []), one]);
  }
  return [...told.values()].map(metWords).join("; ");
}

function metWords(all: readonly RoomNews[]): string {
  const names = all.map(({ client }) => client);
  const whom = names.length > BY_NAME ? `${names.length} clients` : listed(names, "and");
  const [one] = all;
  if (one?.way === "sent") return `sent by ${whom}${inEvent(one)}`;
  return `told to ${whom}${one === undefined ? "" : inEvent(one)}`;
}

const inEvent = ({ event }: RoomNews): string => (event === undefined ? "" : ` in ${event}`);
