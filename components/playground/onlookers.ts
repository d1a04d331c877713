// Who of a scene runs no code: what comes to them is received, and there is nothing that could listen for it.
import type { SceneClient } from "#protocol/scene.ts";

export const onlookersIn = (clients: readonly SceneClient[]): ReadonlySet<string> =>
  new Set(clients.flatMap(({ name, file }) => (file === undefined ? [name] : [])));
