// Does to a run what somebody asks to be done to its clients or its server. Whoever freezes a client has it told so itself.
import type { ClientDisturbance, ServerDisturbance } from "#trace/disturbance.ts";
import type { Run } from "./run.ts";

/** A client by its name, or the server; null ends all that a client suffers. */
export type Disturbing =
  | { readonly client: string; readonly disturbance: ClientDisturbance | null }
  | { readonly disturbance: ServerDisturbance };

/** Returns why not, in a sentence; undefined when it is done. */
export function disturbIn(
  run: Pick<Run, "disturbances" | "serverDisturbances">,
  asked: Disturbing,
): string | undefined {
  if (!("client" in asked)) return run.serverDisturbances.begin(asked.disturbance);
  const { client, disturbance } = asked;
  return disturbance ? run.disturbances.begin(client, disturbance) : run.disturbances.calm(client);
}
