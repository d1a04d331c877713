// Rooms over the tokens of one namespace, which stand in a row in the order of their clients. A room covers its members
// in one piece or, when others stand between them, in several that hang together above. So no token ever has to be drawn
// twice, no wire crosses another, and any rooms at all can be shown.
import type { StageNamespace, StageRoom } from "#trace/stage-server.ts";

/** One place in the row: the sockets that stand there. Without any, only a wire passes, and no room may cover it. */
export type Stand = Readonly<{ x: number; ids: readonly string[] }>;
/** `pieces` are its first and last places, by index. */
export type Band = Readonly<{
  about: StageRoom;
  pieces: readonly Readonly<{ first: number; last: number }>[];
}>;

/** The rooms that hold all the sockets of at least one place, from the left, the longer before the shorter. */
export function bandsOf({ rooms }: StageNamespace, stands: readonly Stand[]): readonly Band[] {
  return rooms
    .flatMap((about): Band[] => {
      const pieces = piecesOf(new Set(about.ids), stands);
      return pieces.length === 0 ? [] : [{ about, pieces }];
    })
    .toSorted((a, b) => firstOf(a) - firstOf(b) || lastOf(b) - lastOf(a));
}

export const firstOf = ({ pieces }: Band): number => pieces[0]?.first ?? 0;
export const lastOf = ({ pieces }: Band): number => pieces.at(-1)?.last ?? 0;

function piecesOf(members: ReadonlySet<string>, stands: readonly Stand[]): Band["pieces"] {
  const pieces: { first: number; last: number }[] = [];
  for (const [i, { ids }] of stands.entries()) {
    if (ids.length === 0 || !ids.every((id) => members.has(id))) continue;
    const open = pieces.at(-1);
    if (open?.last === i - 1) open.last = i;
    else pieces.push({ first: i, last: i });
  }
  return pieces;
}

/** A band's reach along the row. */
export type Reach = Readonly<{ from: number; to: number }>;

/** For each reach the lowest level, from 0, on which no earlier one reaches into it, and below all that enclose it. */
export function levelsOf(reaches: readonly Reach[]): readonly number[] {
  const levels: number[] = [];
  for (const [i, { from, to }] of reaches.entries()) {
    const earlier = reaches.slice(0, i).map((other, j) => ({ ...other, level: levels[j] ?? 0 }));
    const met = earlier.filter((other) => other.from < to && from < other.to);
    const taken = new Set(met.map(({ level }) => level));
    const around = met.filter((other) => other.from <= from && to <= other.to);
    let level = Math.max(0, ...around.map((other) => other.level + 1));
    while (taken.has(level)) level++;
    levels.push(level);
  }
  return levels;
}
