// Who stands where inside the server: for each namespace the cards that have sockets in it, in the order of the cards.
import type { SessionId } from "#trace/event.ts";
import type { StageCard } from "#trace/stage-cards.ts";
import type { StageNamespace, Token } from "#trace/stage-server.ts";

/** `card` is an index. Without sockets, the card's wire only passes on its way to a namespace further up. */
export type Standing = Readonly<{ card: number; sockets: readonly Token[] }>;

/** For each namespace, the uppermost first. */
export function standings(
  cards: readonly StageCard[],
  namespaces: readonly StageNamespace[],
): readonly (readonly Standing[])[] {
  const owners = new Map<SessionId, number>();
  for (const [i, card] of cards.entries())
    for (const session of sessionsOf(card)) owners.set(session, i);
  const further = new Set<number>();
  return namespaces.map(({ tokens }) => {
    const own = new Map<number, Token[]>([...further].map((card) => [card, []]));
    for (const token of tokens) {
      const card = owners.get(token.session);
      if (card === undefined) continue;
      further.add(card);
      const known = own.get(card);
      if (known === undefined) own.set(card, [token]);
      else known.push(token);
    }
    return [...own]
      .map(([card, sockets]) => ({ card, sockets }))
      .toSorted((a, b) => a.card - b.card);
  });
}

export function sessionsOf(card: StageCard): readonly SessionId[] {
  const clients = card.is === "one" ? [card.client] : card.clients;
  return clients.flatMap(({ session }) => (session === undefined ? [] : [session]));
}
