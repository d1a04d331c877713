// The namespaces as regions inside the server. Where there are more than fit, the last of them share one.
import type { StageNamespace } from "#trace/stage-server.ts";

/** `nsp` is what it is called, `nsps` are the namespaces in it. `folded` are rooms that are counted and not drawn. */
export type Region = StageNamespace &
  Readonly<{ nsps: readonly string[]; folded: readonly string[] }>;

export const NO_REGION: Region = { nsp: "/", nsps: ["/"], tokens: [], rooms: [], folded: [] };

/** At most so many, 2 or more. */
export function regionsOf(namespaces: readonly StageNamespace[], most: number): readonly Region[] {
  const alone = namespaces.length <= most ? namespaces : namespaces.slice(0, most - 1);
  const shared = namespaces.slice(alone.length);
  const nsps = shared.map(({ nsp }) => nsp);
  const rest: Region = {
    nsp: nsps.join(", "),
    nsps,
    tokens: shared.flatMap(({ tokens }) => tokens),
    rooms: [],
    folded: shared.flatMap(({ rooms }) => rooms.map(({ room }) => room)),
  };
  return [
    ...alone.map((space) => ({ ...space, nsps: [space.nsp], folded: [] })),
    ...(shared.length > 0 ? [rest] : []),
  ];
}
