// What a program may have only so many of. One more throws, where it is asked for and before anything has changed, and is
// told once; below that socket.io does what it always does.
import { PROGRAM_LIMITS, type ProgramLimitName } from "#protocol/program-limits.ts";
import { sayHere } from "./position.ts";

type Namespace = {
  readonly adapter: RoomsOf;
  readonly sockets: ReadonlyMap<string, { readonly acks: ReadonlyMap<number, unknown> }>;
};
export type Server = { readonly _nsps: ReadonlyMap<string, Namespace> };
/** The members of an adapter that know who is where. */
export type RoomsOf = {
  readonly nsp: { readonly server: Server };
  readonly rooms: ReadonlyMap<string, ReadonlySet<string>>;
  readonly sids: ReadonlyMap<string, unknown>;
};

const told = new Set<ProgramLimitName>();
const most = (limit: ProgramLimitName): number => PROGRAM_LIMITS[limit].most;

/** What to throw; the first time it is also told. */
export function reached(limit: ProgramLimitName): RangeError {
  const text = PROGRAM_LIMITS[limit].says(most(limit));
  if (!told.has(limit)) sayHere({ op: "limit", what: limit, text });
  told.add(limit);
  return new RangeError(text);
}

let memberships = 0;

/** A socket has come into a room (1) or left it (-1). */
export function countMembership(change: 1 | -1): void {
  memberships += change;
}

/** @throws when a socket would be in more rooms than there may be. */
export function assertMayJoin(adapter: RoomsOf, id: string, rooms: Iterable<unknown>): void {
  let joins = 0;
  let fresh = 0;
  for (const room of rooms as Iterable<string>) {
    assertName(room);
    const members = adapter.rooms.get(room);
    if (!members?.has(id)) joins++;
    if (!members && room !== id) fresh++;
  }
  if (memberships + joins > most("memberships")) throw reached("memberships");
  if (fresh > 0 && roomsOf(adapter.nsp.server) + fresh > most("rooms")) throw reached("rooms");
}

/** Without the room that each socket has of its own. */
function roomsOf({ _nsps }: Server): number {
  let rooms = 0;
  for (const { adapter } of _nsps.values()) rooms += adapter.rooms.size - adapter.sids.size;
  return rooms;
}

/** @throws when the server would have more namespaces than it may. */
export function assertMayOpen({ _nsps }: Server, name: string): void {
  assertName(name);
  if (!_nsps.has(name) && _nsps.size >= most("namespaces")) throw reached("namespaces");
}

function assertName(name: unknown): void {
  if (String(name).length > most("nameCharacters")) throw reached("nameCharacters");
}

/** Acknowledgements that each server waits for: as many as these, or fewer. */
const awaited = new WeakMap<Server, number>();

/** @throws when `more` acknowledgements are more than a server may wait for. */
export function assertMayAwait(server: Server, more: number): void {
  let pending = (awaited.get(server) ?? 0) + more;
  // Counted only when it might matter: nobody says when one has come.
  if (pending > most("pendingAcks")) pending = pendingOf(server) + more;
  if (pending > most("pendingAcks")) throw reached("pendingAcks");
  awaited.set(server, pending);
}

function pendingOf({ _nsps }: Server): number {
  let pending = 0;
  for (const { sockets } of _nsps.values())
    for (const { acks } of sockets.values()) pending += acks.size;
  return pending;
}
