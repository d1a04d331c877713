// Who gets a card of one's own on stage, and who shares one: a class of forty is shown as those who are in the same
// rooms, with their number, and stays readable.
import type { SessionId } from "#trace/event.ts";
import type { Stage } from "#trace/stage.ts";
import type { StageClient } from "#trace/stage-clients.ts";

/** What stands outside the server: one connection of a client, or several clients about whom the same is to be said. */
export type StageCard = Readonly<{ key: string } & (CardOfOne | CardOfMany)>;
export type CardOfOne = Readonly<{ is: "one"; client: StageClient }>;
/** `about` is what they share: "in red", "in red + blue", "not connected". */
export type CardOfMany = Readonly<{
  is: "many";
  clients: readonly StageClient[];
  about: string;
}>;

/** At most so many cards, 2 or more. The scene's clients keep theirs as long as they leave room for the others. */
export function stageCards(
  { clients, namespaces }: Pick<Stage, "clients" | "namespaces">,
  most: number,
  scene: readonly string[] = [],
): readonly StageCard[] {
  if (clients.length <= most) return clients.map(cardOfOne);
  const inScene = new Set(scene);
  const kept = clients.filter(({ name }) => inScene.has(name)).slice(0, Math.floor(most / 2));
  const isKept = new Set(kept);
  const groups = groupsOf(
    clients.filter((client) => !isKept.has(client)),
    roomsOf(namespaces),
  );
  const room = most - kept.length;
  if (groups.length <= room) return [...kept.map(cardOfOne), ...groups.map(cardOfMany)];
  // The largest keep a card each; what is left is one more.
  const large = new Set(groups.toSorted((a, b) => b.length - a.length).slice(0, room - 1));
  const rest = groups.filter((group) => !large.has(group)).flat();
  return [
    ...kept.map(cardOfOne),
    ...groups.filter((group) => large.has(group)).map(cardOfMany),
    many("others", { clients: rest.map(({ client }) => client), about: "in other rooms" }),
  ];
}

const cardOfOne = (client: StageClient): StageCard => ({ key: client.who, is: "one", client });

type Member = Readonly<{ client: StageClient; about: string }>;
type RoomsIn = ReadonlyMap<SessionId, readonly string[]>;

/** Groups in the order of their first members, so that they stay where they are as others join. */
function groupsOf(clients: readonly StageClient[], rooms: RoomsIn): readonly Member[][] {
  const groups = new Map<string, Member[]>();
  for (const client of clients) {
    const about = aboutOf(client, rooms);
    const known = groups.get(about);
    if (known === undefined) groups.set(about, [{ client, about }]);
    else known.push({ client, about });
  }
  return [...groups.values()];
}

function cardOfMany(members: readonly Member[]): StageCard {
  const [first] = members;
  if (first !== undefined && members.length === 1) return cardOfOne(first.client);
  const about = first?.about ?? "";
  return many(about, { clients: members.map(({ client }) => client), about });
}

function many(key: string, of: Pick<CardOfMany, "clients" | "about">): StageCard {
  return { key: `many ${key}`, is: "many", ...of };
}

function aboutOf({ connection, session, isLost }: StageClient, rooms: RoomsIn): string {
  if (isLost) return "lost";
  const own = session === undefined ? undefined : rooms.get(session);
  if (own === undefined)
    return connection.state === "connecting" || connection.state === "reconnecting"
      ? "connecting"
      : "not connected";
  return own.length === 0 ? "in no room" : `in ${own.join(" + ")}`;
}

/**
 * The rooms that each session with a socket shares with others; those of other namespaces than `/` with that before
 * them. A room for one alone, such as `user:42`, tells nothing about a group.
 */
function roomsOf(namespaces: Stage["namespaces"]): RoomsIn {
  const found = new Map<SessionId, string[]>();
  for (const { nsp, tokens, rooms } of namespaces) {
    const shared = new Set(rooms.flatMap(({ room, ids }) => (ids.length > 1 ? [room] : [])));
    for (const { session, rooms: all } of tokens) {
      const own = all.filter((room) => shared.has(room)).toSorted();
      const inNsp = nsp === "/" ? own : [nsp, ...own.map((room) => `${nsp} ${room}`)];
      const known = found.get(session);
      if (known === undefined) found.set(session, inNsp);
      else known.push(...inNsp);
    }
  }
  return found;
}
