// When a silence of the program means something: everyone it could have sent to is there.
import { checkpointOf } from "#trace/checkpoint.ts";
import type { Trace } from "#trace/event.ts";

/** Whether all of these are connected: only then does a silence mean something. */
export function areConnected(trace: Trace, clients: readonly string[]): boolean {
  const { states } = checkpointOf(trace);
  return clients.every((name) =>
    states.some(({ client, state }) => client === name && state.state === "connected"),
  );
}
