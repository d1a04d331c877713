// The acts of which checks and figures are made, in few words.
import type { WrittenAct } from "#protocol/scene.ts";

/** A client that tells the server its name. */
export const person = (name: string) => ({ name, auth: { name } });

export const emit = (client: string, event: string, ...args: readonly unknown[]): WrittenAct => ({
  act: "emit",
  client,
  event,
  args: [...args],
});

/** Whatever comes after it comes after all that was under way. */
export const settle: WrittenAct = { act: "settle" };
