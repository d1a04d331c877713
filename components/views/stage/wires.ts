// The lines between cards and the server as SVG paths, and the ways that packets take along them.
import type { SessionId } from "#trace/event.ts";
import type { Stage } from "#trace/stage.ts";
import { type Layout, type Point, TOKEN_HEIGHT } from "./layout.ts";

/** The upper and lower edge of a row of cards. */
export type RowEdges = Readonly<{ top: number; bottom: number }>;

export type Wire = Readonly<{
  key: string;
  client: string;
  session: SessionId | undefined;
  /** Undefined while a client has no socket yet: the line ends at the server's edge. */
  token: Readonly<{ nsp: string; id: string }> | undefined;
  /** From the token to the card; and from the card to the edge of the server. */
  down: string;
  up: string;
  /** Where it meets the server's edge. */
  edge: Point;
}>;

export function wiresOf(
  { clients, namespaces }: Pick<Stage, "clients" | "namespaces">,
  layout: Layout,
  rows: readonly RowEdges[],
): readonly Wire[] {
  const sill = layout.server.top + layout.server.height;
  return clients.flatMap(({ name, who, session, connection }, i) => {
    const route = routeOf(i, layout, rows);
    const tokens = namespaces.flatMap(({ nsp, tokens: own }) =>
      own.flatMap(({ session: of, id }) => {
        const at = layout.tokens.find(
          (token) => token.nsp === nsp && token.id === id && !token.isGhost,
        );
        return of === session && at !== undefined ? [at] : [];
      }),
    );
    if (tokens.length > 0)
      return tokens.map((token, n) => {
        const shift = (n - (tokens.length - 1) / 2) * 10;
        const points = shifted(route, shift);
        return wire({ name, who, session, token, edge: { x: token.x, y: sill }, route: points });
      });
    if (connection.state !== "connecting" && connection.state !== "refused") return [];
    const first = route[0] ?? { x: 0, y: 0 };
    const { left, width } = layout.server;
    const x = Math.min(Math.max(first.x, left + 24), left + width - 24);
    return [wire({ name, who, session, token: undefined, edge: { x, y: sill }, route })];
  });
}

/** The points a wire passes from the space under the server to the top of card `i`. */
function routeOf(i: number, { cards }: Layout, rows: readonly RowEdges[]): readonly Point[] {
  const { columns, width, gap, left, top } = cards;
  const column = i % columns;
  const row = Math.floor(i / columns);
  const x = left + column * (width + gap) + width / 2;
  const edges = rows[row];
  if (row === 0 || edges === undefined) return [{ x, y: rows[0]?.top ?? top }];
  // Past the rows above, between two columns; each wire of a gap has a track of its own.
  const isLast = column === columns - 1;
  const gutter = isLast
    ? left + column * (width + gap) - gap / 2 + 2
    : left + (column + 1) * (width + gap) - gap / 2 - 2;
  const above = rows.slice(0, row);
  return [
    ...above.flatMap((one) => [
      { x: gutter, y: one.top },
      { x: gutter, y: one.bottom },
    ]),
    { x, y: edges.top },
  ];
}

function shifted(route: readonly Point[], by: number): readonly Point[] {
  return route.map((point, i) => (i === route.length - 1 ? { ...point, x: point.x + by } : point));
}

function wire({
  name,
  who,
  session,
  token,
  edge,
  route,
}: Readonly<{
  name: string;
  who: string;
  session: SessionId | undefined;
  token: Layout["tokens"][number] | undefined;
  edge: Point;
  route: readonly Point[];
}>): Wire {
  const foot = token === undefined ? edge : { x: token.x, y: token.y + TOKEN_HEIGHT / 2 };
  const path = curve([edge, ...route]);
  return {
    key: `${who} ${token?.nsp ?? ""} ${token?.id ?? ""}`,
    client: name,
    session,
    token: token === undefined ? undefined : { nsp: token.nsp, id: token.id },
    down: `M${at(foot)} L${at(edge)} ${path}`,
    up: `M${at(route.at(-1) ?? edge)} ${curve([...route.toReversed(), edge])}`,
    edge,
  };
}

const rounded = (n: number): number => Math.round(n * 10) / 10;
const at = ({ x, y }: Point): string => `${rounded(x)} ${rounded(y)}`;

/** Leaves and enters every point vertically. */
function curve(points: readonly Point[]): string {
  return points
    .slice(1)
    .map((to, i) => {
      const from = points[i] ?? to;
      if (from.x === to.x) return `L${at(to)}`;
      const bend = (to.y - from.y) * 0.55;
      return `C${at({ x: from.x, y: from.y + bend })} ${at({ x: to.x, y: to.y - bend })} ${at(to)}`;
    })
    .join(" ");
}
