// The whole stage in pixels for a given width: the server with its namespaces above, the clients' cards in rows below.
import type { Stage } from "#trace/stage.ts";
import { place, type PlacedRoom, ZONES_HEIGHT } from "./place.ts";

export type Point = Readonly<{ x: number; y: number }>;
export type TokenPlace = Point & Readonly<{ nsp: string; id: string; isGhost: boolean }>;
export type NamespacePlace = Readonly<{
  nsp: string;
  left: number;
  width: number;
  rooms: readonly PlacedRoom[];
}>;

export type Layout = Readonly<{
  width: number;
  server: Readonly<{ left: number; top: number; width: number; height: number }>;
  /** From the server's left upper corner. */
  namespaces: readonly NamespacePlace[];
  namespaceTop: number;
  /** From the stage's left upper corner. */
  tokens: readonly TokenPlace[];
  /** Whether a token is wide enough for the beginning of its id. */
  hasIds: boolean;
  cards: Readonly<{ columns: number; width: number; gap: number; left: number; top: number }>;
}>;

export const TOKEN_HEIGHT = 26;
const HEADER = 38;
const LABEL = 26;
const INSET = 10;
const BETWEEN = 10;
const WIDEST = 860;
const CARD = { narrowest: 122, widest: 230 };
const ID_TOKEN = 84;

export function layoutOf(
  { namespaces, clients }: Pick<Stage, "namespaces" | "clients">,
  width: number,
): Layout {
  const isNarrow = width < 480;
  const margin = isNarrow ? 8 : 16;
  const inner = Math.max(200, Math.min(width - 2 * margin, WIDEST));
  const left = Math.round((width - inner) / 2);
  const server = { left, top: margin, width: inner, height: HEADER + LABEL + ZONES_HEIGHT + 24 };
  // By how many may come, not by how many are there: tokens do not change their size during a run.
  const hasIds = clients.length * (ID_TOKEN + 28) + 90 < inner && namespaces.length === 1;
  const token = hasIds ? ID_TOKEN : TOKEN_HEIGHT;
  const spaces = sharesOf(namespaces, inner - 2 * INSET).map(
    ({ nsp, left: from, width: share }) => {
      const space = namespaces.find((one) => one.nsp === nsp);
      const placed =
        space === undefined
          ? { rooms: [], tokens: [] }
          : place(space, { width: share - 2 * INSET, token });
      return { nsp, left: from + INSET, width: share, placed };
    },
  );
  const zonesTop = HEADER + LABEL;
  return {
    width,
    server,
    namespaces: spaces.map(({ nsp, left: from, width: share, placed }) => ({
      nsp,
      left: from,
      width: share,
      rooms: placed.rooms,
    })),
    namespaceTop: HEADER,
    tokens: spaces.flatMap(({ nsp, left: from, placed }) =>
      placed.tokens.map(({ id, isGhost, x, y }) => ({
        nsp,
        id,
        isGhost,
        x: server.left + from + INSET + x,
        y: server.top + zonesTop + y,
      })),
    ),
    hasIds,
    cards: cardsOf(clients.length, { inner, left, top: server.top + server.height, isNarrow }),
  };
}

/** Namespaces stand side by side, each as wide as its sockets need. */
function sharesOf(namespaces: Stage["namespaces"], width: number) {
  const free = width - BETWEEN * (namespaces.length - 1);
  const weights = namespaces.map(({ tokens, rooms }) => tokens.length + rooms.length * 0.6 + 1);
  const total = weights.reduce((a, b) => a + b, 0);
  let left = 0;
  return namespaces.map(({ nsp }, i) => {
    const share = (free * (weights[i] ?? 1)) / total;
    const at = left;
    left += share + BETWEEN;
    return { nsp, left: at, width: share };
  });
}

function cardsOf(
  count: number,
  {
    inner,
    left,
    top,
    isNarrow,
  }: Readonly<{
    inner: number;
    left: number;
    top: number;
    isNarrow: boolean;
  }>,
): Layout["cards"] {
  const gap = inner > 700 ? 16 : 10;
  const most = Math.max(1, Math.floor((inner + gap) / (CARD.narrowest + gap)));
  const rows = Math.max(1, Math.ceil(count / most));
  const columns = Math.max(1, Math.ceil(count / rows));
  const width = Math.min(CARD.widest, (inner - gap * (columns - 1)) / columns);
  // What is not filled by cards of full width goes between them, so that they stand under the whole server.
  const spread = columns > 1 ? (inner - width * columns) / (columns - 1) : 0;
  const between = Math.min(spread, 60);
  const used = width * columns + between * (columns - 1);
  return {
    columns,
    width,
    gap: between,
    left: left + (inner - used) / 2,
    top: top + (isNarrow ? 60 : 84),
  };
}
