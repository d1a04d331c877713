// Whether a prediction of the lesson’s beginning can be played as things are. Comes when the first one is asked.
import { checkpointOf } from "#trace/checkpoint.ts";
import type { Trace } from "#trace/event.ts";
import { areConnected, type Client } from "./connected.ts";

/**
 * Whether these are connected, and in the rooms, as they were before anybody did anything: what a prediction of the
 * lesson's beginning is about. False where that is not known.
 */
export function areAsAtTheStart(trace: Trace, clients: readonly Client[]): boolean {
  if (trace[0]?.kind === "gap" || hasSecondTab(trace, clients)) return false;
  const doing = trace.findIndex(({ kind }) => kind === "act" || kind === "disturbance");
  if (doing < 0) return true;
  const before = trace.slice(0, doing);
  const isSame = standing(before, clients) === standing(trace, clients);
  return isSame && areConnected(before, clients);
}

/** Nobody is told to open one, so that it is no act. */
function hasSecondTab(trace: Trace, clients: readonly Client[]): boolean {
  const { sessions } = checkpointOf(trace);
  return clients.some(({ name }) => sessions.filter(({ client }) => client === name).length > 1);
}

/** Their sockets with the rooms of each, in words that two connections of one person share. */
function standing(trace: Trace, clients: readonly Client[]): string {
  const { sessions, sockets, disturbances = [] } = checkpointOf(trace);
  const names = new Set(clients.map(({ name }) => name));
  const owners = new Map(sessions.map(({ session, client }) => [session, client]));
  const people = new Map(sockets.map(({ id, session }) => [id, owners.get(session) ?? ""]));
  const places = sockets
    .filter(({ id }) => names.has(people.get(id) ?? ""))
    .map(({ id, nsp, rooms }) => [
      people.get(id),
      nsp,
      ...rooms.map((room) => people.get(room) ?? room).toSorted(),
    ]);
  return JSON.stringify([places.map((place) => place.join("\n")).toSorted(), disturbances]);
}
