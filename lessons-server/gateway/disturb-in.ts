// Does to a run what somebody asks to be done to its clients or its server. Whoever freezes a client has it told so itself.
import type { Disturbing } from "#protocol/control.ts";
import type { Run } from "./run.ts";

/** Returns why not, in a sentence; undefined when it is done. */
export function disturbIn(
  run: Pick<Run, "disturbances" | "serverDisturbances">,
  asked: Disturbing,
): string | undefined {
  if (!("client" in asked)) return run.serverDisturbances.begin(asked.disturbance);
  const { client, disturbance } = asked;
  return disturbance ? run.disturbances.begin(client, disturbance) : run.disturbances.calm(client);
}
