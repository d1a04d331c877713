// The whole stage in pixels for a given size: the server with its namespaces above, the clients' cards in one row or two
// below. Each card has a place of its own in the row of tokens, so that every wire goes straight up and none crosses
// another. The wires to a second row go down between the cards of the first.
import type { StageCard } from "#trace/stage-cards.ts";
import type { StageNamespace, Token } from "#trace/stage-server.ts";
import type { Stand } from "./bands.ts";
import { type Lane, laneOf, leastHeight } from "./lane.ts";
import { BARE_LANE, LANE_GAP, mostLanes, type Plan, planOf, type Size } from "./plan.ts";
import { NO_REGION, type Region, regionsOf } from "./regions.ts";
import { type Standing, standings } from "./standing.ts";

export type Point = Readonly<{ x: number; y: number }>;
export type Box = Readonly<{ left: number; top: number }> & Size;
/** `wireX` is where its wire goes up. */
export type CardPlace = Box & Readonly<{ card: StageCard; row: number; wireX: number }>;
/** `x` and `y` are its middle. `sockets` are several for a card of many. */
export type TokenPlace = Point &
  Pick<Region, "nsp" | "nsps"> &
  Readonly<{ card: StageCard; sockets: readonly Token[] }>;
/** From the server's left upper corner. */
export type LanePlace = Lane & Box & Pick<Region, "nsp" | "nsps">;

/** All but the lanes from the stage's left upper corner. */
export type Layout = Readonly<{
  plan: Plan;
  server: Box;
  lanes: readonly LanePlace[];
  tokens: readonly TokenPlace[];
  cards: readonly CardPlace[];
  token: TokenSize;
}>;

/** `says`: only the mark, or with it the name, or "Alice's socket". `width` in pixels; that of many may be wider. */
export type TokenSize = Readonly<{ says: "mark" | "name" | "socket"; width: number }>;

export const TOKEN_HEIGHT = 24;
/** A token's mark and margins, a character of its name, and the word behind it. */
const TOKEN = { mark: 40, character: 7, socket: 48 };
/** Between the server's edge and a namespace. */
const INSET = 8;
/** Between two tokens with names. */
const NAME_SPACE = 26;

type Asked = Readonly<{
  cards: readonly StageCard[];
  namespaces: readonly StageNamespace[];
  size: Size;
  isForFingers?: boolean;
}>;

export function layoutOf({ cards, namespaces, size, isForFingers = false }: Asked): Layout {
  const regions = regionsOf(namespaces, mostLanes(size.height));
  const standing = standings(cards, regions);
  const least = regions.map((space, i) =>
    leastHeight(space, standing[i]?.map(({ sockets }) => stand(0, sockets)) ?? []),
  );
  const plan = planOf({ size, cards: cards.length, lanes: least, isForFingers });
  const { width, head, inside, foot } = plan.server;
  const server = {
    left: Math.round((size.width - width) / 2),
    top: plan.margin,
    width,
    height: head + inside + foot,
  };
  const places = cards.map((card, i) => cardPlace(card, i, { plan, size, server }));
  const isCounted = cards.some(({ is }) => is === "many");
  const isShared = standing.flat().some(({ sockets }) => sockets.length > 1);
  const token = tokenSize(places, { edge: server.left + INSET, isShared });
  const half = token.width / 2;
  const lanes = boxesOf(least, { server, head, inside }).map((box, i): LanePlace => {
    const space = regions[i] ?? NO_REGION;
    const stands = standing[i]?.map(({ card, sockets }) =>
      stand((places[card]?.wireX ?? 0) - server.left - box.left, sockets),
    );
    const lane = laneOf(space, stands ?? [], { ...box, half, isCounted });
    const hidden = [...lane.hidden, ...space.folded];
    return { nsp: space.nsp, nsps: space.nsps, ...box, ...lane, hidden };
  });
  const tokens = lanes.flatMap((lane, i) =>
    (standing[i] ?? []).flatMap((one) => tokenPlace(one, { lane, places, server })),
  );
  return { plan, server, lanes, tokens, cards: places, token };
}

/** As wide as the longest name, where all have room for theirs, the first at the edge too. */
function tokenSize(
  places: readonly CardPlace[],
  { edge, isShared }: Readonly<{ edge: number; isShared: boolean }>,
): TokenSize {
  const names = places.map(({ card }) => (card.is === "one" ? card.client.who.length : Infinity));
  const most = Math.max(0, ...names) + (isShared ? 4 : 0);
  const name = Math.ceil(TOKEN.mark + TOKEN.character * most);
  const least = Math.min(pitchOf(places), 2 * ((places[0]?.wireX ?? 0) - edge));
  const room = places.some(({ row }) => row > 0) ? 0 : least - NAME_SPACE;
  if (room >= name + TOKEN.socket) return { says: "socket", width: name + TOKEN.socket };
  return room >= name ? { says: "name", width: name } : { says: "mark", width: TOKEN_HEIGHT };
}

const stand = (x: number, sockets: readonly Token[]): Stand => ({
  x,
  ids: sockets.map(({ id }) => id),
});

type Around = Readonly<{ plan: Plan; size: Size; server: Box }>;

/** Column by column: who stands next to another in the row of tokens stands beside or under that one here too. */
function cardPlace(card: StageCard, index: number, { plan, size, server }: Around): CardPlace {
  const { rows, columns, gap, gutter, card: of } = plan;
  const column = Math.floor(index / rows);
  const row = index % rows;
  const block = columns * of.width + (columns - 1) * gap.width;
  // What the last wire needs is left free on the other side too, if there is room.
  const centred = (size.width - block) / 2;
  const first = Math.min(centred, server.left + server.width - gutter - block);
  const left = first + column * (of.width + gap.width);
  const top = server.top + server.height + plan.drop + row * (of.height + gap.height);
  const wireX = row === 0 ? left + of.width / 2 : left + of.width + gap.width / 2;
  // Under the gutter of the last wire there is room for its own card.
  const isLast = row === 1 && column === columns - 1;
  const width = isLast ? server.left + server.width - left : of.width;
  return { card, row, left, top, ...of, width, wireX };
}

/** The least distance of two wires. */
function pitchOf(places: readonly CardPlace[]): number {
  const xs = places.map(({ wireX }) => wireX).toSorted((a, b) => a - b);
  return Math.min(...xs.slice(1).map((x, i) => x - (xs[i] ?? 0)), 1000);
}

/** Namespaces lie under each other. What is too little is taken from their rooms, what is left over is shared. */
function boxesOf(
  least: readonly number[],
  { server, head, inside }: Readonly<{ server: Box; head: number; inside: number }>,
): readonly Box[] {
  const free = inside - LANE_GAP * (least.length - 1);
  const rooms = least.map((height) => height - BARE_LANE);
  const wanted = rooms.reduce((a, b) => a + b, 0);
  const spare = free - BARE_LANE * least.length;
  const part = wanted === 0 ? 0 : Math.min(1, Math.max(0, spare) / wanted);
  const more = Math.max(0, spare - wanted) / Math.max(1, least.length);
  let top = head;
  return rooms.map((own) => {
    const height = BARE_LANE + own * part + more;
    const box = { left: INSET, top, width: server.width - 2 * INSET, height };
    top += height + LANE_GAP;
    return box;
  });
}

function tokenPlace(
  { card, sockets }: Standing,
  {
    lane,
    places,
    server,
  }: Readonly<{ lane: LanePlace; places: readonly CardPlace[]; server: Box }>,
): readonly TokenPlace[] {
  const place = places[card];
  if (place === undefined || sockets.length === 0) return [];
  const y = server.top + lane.top + lane.tokenY;
  const { nsp, nsps } = lane;
  return [{ nsp, nsps, card: place.card, sockets, x: place.wireX, y }];
}
