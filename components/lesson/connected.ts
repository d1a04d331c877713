// When a silence of the program means something: everyone it could have sent to is there.
import type { SceneClient } from "#protocol/scene.ts";
import { checkpointOf } from "#trace/checkpoint.ts";
import type { Trace } from "#trace/event.ts";

type Client = Pick<SceneClient, "name" | "namespaces" | "file">;

/** Whether each of these is connected, or was refused wherever it tried: nobody waits for those. */
export function areConnected(trace: Trace, clients: readonly Client[]): boolean {
  const { states } = checkpointOf(trace);
  return clients.every((client) => {
    const { name } = client;
    if (isWithoutSocket(client)) return hasBegun(trace, client);
    const own = states.filter((each) => each.client === name).map(({ state }) => state.state);
    return own.includes("connected") || (own.length > 0 && own.every((one) => one === "refused"));
  });
}

/** Whether the scene says of a client that it connects to nothing: it speaks HTTP alone. */
const isWithoutSocket = ({ namespaces }: Client): boolean => namespaces?.length === 0;

/** Whether its program, if it has one, has asked the server for something; perhaps before what is kept of a long run. */
const hasBegun = (trace: Trace, { name, file }: Client): boolean =>
  file === undefined ||
  (trace[0]?.kind === "gap" && trace[0].checkpoint.clients.includes(name)) ||
  trace.some((each) => each.kind === "http.request" && each.client === name);

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
