// The lines between cards and tokens as SVG paths, and the ways that packets take along them. One connection is one wire,
// however many namespaces it has sockets in.
import type { StageCard } from "#trace/stage-cards.ts";
import { type CardPlace, type Layout, type Point, TOKEN_HEIGHT } from "./layout.ts";

export type WireState =
  | "open"
  /** On its way: it ends at the server's edge. */
  | "opening"
  | "refused"
  /** The client has lost it, and the server still holds the other end. */
  | "lost";

export type Wire = Readonly<{
  card: StageCard;
  state: WireState;
  row: number;
  /** How wide a packet's label may be. */
  widest: number;
  line: string;
  /** Where it meets the server's edge. */
  edge: Point;
  /** From the token in a namespace to the card, and from the card to the server. */
  down(nsp: string): Way;
  up: Way;
  /** Where on its way down a packet waits to be reported: outside the server, over no card. */
  waits: Point;
}>;

/** How a packet's middle travels: straight, or round one corner. */
export type Way = Readonly<{ from: Point; corner: Point | undefined; to: Point }>;

/** How high a packet's label is, with a little air. */
const PACKET = 24;

export function wiresOf(layout: Layout): readonly Wire[] {
  const sill = layout.server.top + layout.server.height;
  const { drop } = layout.plan;
  return layout.cards.flatMap((place): readonly Wire[] => {
    const { card, wireX } = place;
    const feet = layout.tokens
      .filter((token) => token.card === card)
      .map(({ nsps, y }) => ({ nsps, y: y + TOKEN_HEIGHT / 2 }));
    const state = stateOf(card, feet.length > 0);
    if (state === undefined) return [];
    const edge = { x: wireX, y: sill };
    const top = Math.min(sill, ...feet.map(({ y }) => y));
    const end = endOf(place);
    const corner = place.row === 0 ? undefined : { x: wireX, y: end.y - TURN };
    const footIn = (nsp: string): number => feet.find(({ nsps }) => nsps.includes(nsp))?.y ?? sill;
    return [
      {
        card,
        state,
        row: place.row,
        widest: Math.min(128, place.width - 4),
        edge,
        line: `M${at({ x: wireX, y: top })} ${lineTo(end, corner)}`,
        down: (nsp) => ({ from: { x: wireX, y: footIn(nsp) }, corner, to: end }),
        up: { from: end, corner, to: edge },
        waits: { x: wireX, y: sill + Math.min(drop, Math.max(drop / 2, PACKET)) },
      },
    ];
  });
}

function stateOf(card: StageCard, hasToken: boolean): WireState | undefined {
  if (card.is === "many") return hasToken ? "open" : undefined;
  const { connection, isLost } = card.client;
  if (hasToken) return isLost ? "lost" : "open";
  if (connection.state === "connecting") return "opening";
  if (connection.state === "http" && connection.waitsFor.length > 0) return "opening";
  return connection.state === "refused" ? "refused" : undefined;
}

/** The wire of the second row comes down beside its card and turns in to it. */
function endOf({ row, left, top, width, wireX }: CardPlace): Point {
  return row === 0
    ? { x: wireX, y: top }
    : { x: Math.max(left + width / 2, Math.min(wireX, left + width - 34)), y: top };
}

const TURN = 20;

/** From wherever the wire is to the card. */
function lineTo(end: Point, corner: Point | undefined): string {
  if (corner === undefined) return `L${at(end)}`;
  const middle = (corner.y + end.y) / 2;
  const bend = (end.y - corner.y) * 0.3;
  const [leave, come] = [
    { x: corner.x, y: middle + bend },
    { x: end.x, y: middle - bend },
  ];
  return `L${at(corner)} C${at(leave)} ${at(come)} ${at(end)}`;
}

const at = ({ x, y }: Point): string => `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;
