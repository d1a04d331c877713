// What is wrong, on purpose, with a client or the server at one moment.
import { disturbanceWords } from "#trace/disturbance-words.ts";
import type { Checkpoint } from "#trace/event.ts";

/** In few words: "slow: 300 ms, no WebSocket"; undefined when all is well. Without a client it is the server's. */
export function suffering({ disturbances = [] }: Checkpoint, client?: string): string | undefined {
  const its = disturbances.filter(({ on }) =>
    on.side === "client" ? on.client === client : client === undefined,
  );
  const words = its.map(({ disturbance }) => disturbanceWords(disturbance));
  return words.length > 0 ? words.join(", ") : undefined;
}
