// When a silence of the program means something: everyone it could have sent to is there.
import { checkpointOf } from "#trace/checkpoint.ts";
import type { Trace } from "#trace/event.ts";

/** Whether each of these is connected, or was refused wherever it tried: nobody waits for those. */
export function areConnected(trace: Trace, clients: readonly string[]): boolean {
  const { states } = checkpointOf(trace);
  return clients.every((name) => {
    const own = states.filter(({ client }) => client === name).map(({ state }) => state.state);
    return own.includes("connected") || (own.length > 0 && own.every((one) => one === "refused"));
  });
}
