// When a silence of the program means something: everyone it could have sent to is there.
import type { SceneClient } from "#protocol/scene.ts";
import { checkpointOf } from "#trace/checkpoint.ts";
import type { Trace } from "#trace/event.ts";

export type Client = Pick<SceneClient, "name" | "namespaces" | "file">;

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
