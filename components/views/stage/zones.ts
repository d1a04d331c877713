// Rooms overlap when a socket is in both. This puts sockets with the same rooms together and finds an order of these
// zones in which every room is one unbroken band, so that each socket needs one token only.
import type { StageNamespace } from "#trace/stage-server.ts";

/** Sockets that are in exactly these rooms. A ghost repeats a token that stands in an earlier zone. */
export type Zone = Readonly<{
  rooms: readonly string[];
  tokens: readonly Readonly<{ id: string; isGhost: boolean }>[];
}>;
/** A room from its first zone to its last. `level` tells apart bands that overlap; 0 is drawn highest. */
export type Band = Readonly<{ room: string; first: number; last: number; level: number }>;
export type Zones = Readonly<{ zones: readonly Zone[]; bands: readonly Band[] }>;

const MOST_LEVELS = 3;
// 720 orders to try; beyond, every room gets a column of its own.
const MOST_ZONES = 6;

export function zonesOf({ tokens, rooms }: StageNamespace): Zones {
  const names = rooms.map(({ room }) => room);
  const order = new Map(tokens.map(({ id }, i) => [id, i]));
  const isIn = new Map(rooms.map(({ room, ids }) => [room, new Set(ids)]));
  const groups = new Map<string, Zone>();
  for (const { id } of tokens) {
    const own = names.filter((room) => isIn.get(room)?.has(id));
    const key = JSON.stringify(own);
    const known = groups.get(key)?.tokens ?? [];
    groups.set(key, { rooms: own, tokens: [...known, { id, isGhost: false }] });
  }
  const all = [...groups.values()];
  const alone = all.filter((zone) => zone.rooms.length === 0);
  const shared = all
    .filter((zone) => zone.rooms.length > 0)
    .toSorted((a, b) => middleOf(a, order) - middleOf(b, order));
  const ordered = shared.length > MOST_ZONES ? undefined : unbroken(shared, [], names);
  const bands = ordered === undefined ? [] : bandsOf(ordered, names);
  if (ordered !== undefined && bands.every(({ level }) => level < MOST_LEVELS))
    return { zones: [...ordered, ...alone], bands };
  const columns = columnsOf(rooms, order);
  return { zones: [...columns, ...alone], bands: bandsOf(columns, names) };
}

/** Where a zone's tokens stand on average among the clients: wires to cards in that order cross least. */
function middleOf(
  { tokens }: Readonly<{ tokens: readonly Readonly<{ id: string }>[] }>,
  order: ReadonlyMap<string, number>,
): number {
  return tokens.reduce((sum, { id }) => sum + (order.get(id) ?? 0), 0) / tokens.length;
}

/** The first order of `left` after `done` in which no room is interrupted; undefined if there is none. */
function unbroken(
  left: readonly Zone[],
  done: readonly Zone[],
  names: readonly string[],
): readonly Zone[] | undefined {
  if (left.length === 0) return done;
  for (const zone of left) {
    const others = left.filter((other) => other !== zone);
    const next = [...done, zone];
    // A room that has begun, is not in this zone and comes again later would be broken.
    const isBroken = names.some(
      (room) =>
        !zone.rooms.includes(room) &&
        done.some(({ rooms }) => rooms.includes(room)) &&
        others.some(({ rooms }) => rooms.includes(room)),
    );
    const found = isBroken ? undefined : unbroken(others, next, names);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** One column a room; who is in several has a token in the first and ghosts in the others. */
function columnsOf(
  rooms: StageNamespace["rooms"],
  order: ReadonlyMap<string, number>,
): readonly Zone[] {
  const seen = new Set<string>();
  return rooms
    .map(({ room, ids }) => ({ room, tokens: ids.map((id) => ({ id })) }))
    .toSorted((a, b) => middleOf(a, order) - middleOf(b, order))
    .map(({ room, tokens }) => ({
      rooms: [room],
      tokens: tokens.map(({ id }) => {
        const isGhost = seen.has(id);
        seen.add(id);
        return { id, isGhost };
      }),
    }));
}

function bandsOf(zones: readonly Zone[], names: readonly string[]): readonly Band[] {
  const spans = names
    .map((room) => ({
      room,
      first: zones.findIndex(({ rooms }) => rooms.includes(room)),
      last: zones.findLastIndex(({ rooms }) => rooms.includes(room)),
    }))
    .filter(({ first }) => first >= 0)
    .toSorted((a, b) => a.first - b.first || b.last - a.last);
  const bands: Band[] = [];
  for (const span of spans) {
    const taken = bands
      .filter(({ first, last }) => first <= span.last && span.first <= last)
      .map(({ level }) => level);
    let level = 0;
    while (taken.includes(level)) level++;
    bands.push({ ...span, level });
  }
  return bands;
}
