// The sockets of a checkpoint and the rooms they are in, as one of them comes into a room or leaves it.
import type { Checkpoint, EventOf } from "#trace/event.ts";

type Named = Readonly<{ nsp: string; id: string }>;
export const isSame = (a: Named, b: Named): boolean => a.nsp === b.nsp && a.id === b.id;

/**
 * Rooms belong to an open socket, or to one that middleware lets join before it opens. A program may say thousands of
 * these in a turn, so each looks through the sockets once and copies a list without asking about its items.
 */
export function moved(
  checkpoint: Checkpoint,
  event: EventOf<"room.joined"> | EventOf<"room.left">,
): Checkpoint {
  const { sockets, joining = [] } = checkpoint;
  const open = sockets.findIndex((socket) => isSame(socket, event));
  const socket = sockets[open];
  if (socket) return { ...checkpoint, sockets: replaced(sockets, open, inRooms(socket, event)) };
  const place = joining.findIndex((early) => isSame(early, event));
  if (place < 0 && event.kind === "room.left") return checkpoint;
  const { nsp, id } = event;
  const early = inRooms(joining[place] ?? { nsp, id, rooms: [] }, event);
  if (early.rooms.length === 0)
    return { ...checkpoint, joining: joining.filter((_, i) => i !== place) };
  const at = place < 0 ? joining.length : place;
  return { ...checkpoint, joining: replaced(joining, at, early) };
}

function inRooms<T extends Readonly<{ rooms: string[] }>>(
  socket: T,
  { kind, room }: EventOf<"room.joined"> | EventOf<"room.left">,
): T {
  const others = socket.rooms.filter((other) => other !== room);
  return { ...socket, rooms: kind === "room.joined" ? [...others, room] : others };
}

/** A copy with `item` at `place`, which may be its end. */
function replaced<T>(list: readonly T[], place: number, item: T): T[] {
  const copy = list.slice();
  copy[place] = item;
  return copy;
}
