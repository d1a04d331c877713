// The language service, in a worker of our own origin.
import { initialize } from "monaco-editor/internal/common/initialize";
import { type Declarations, openWorlds } from "./worlds.ts";
import type { Side } from "./sides.ts";

// The first message says that there will be one with the settings.
self.addEventListener(
  "message",
  () => initialize((mirror, { extraLibs }) => openWorlds(mirror, extraLibs, fetchDeclarations)),
  { once: true },
);

/** Without them there is less to tell, which is no reason to tell nothing. */
async function fetchDeclarations(side: Side): Promise<Declarations> {
  const answer = await fetch(`/types/${side}.json`).catch(() => undefined);
  return answer?.ok ? ((await answer.json()) as Declarations) : {};
}
