// The playground's share of the server: the runner, the sandboxes in it, and the paths that lead to them.
import { builtRunner } from "./built.ts";
import { byHandMount } from "./gateway/by-hand.ts";
import { clientHostMount } from "./client-host.ts";
import { controlMount } from "./gateway/control.ts";
import type { Tell } from "./gateway/happening.ts";
import { type Runner, startRunner } from "./gateway/runner-process.ts";
import { sandboxMount } from "./gateway/sandbox-mount.ts";
import { openSandboxes, type SandboxesLimits } from "./gateway/sandboxes.ts";
import type { Mount } from "./mount.ts";

export type Playground = {
  readonly mounts: readonly Mount[];
  readonly runner: Runner;
  /** Tells the pages, then ends the sandboxes gradually. */
  readonly drain: (mostMs: number) => Promise<void>;
  /** Ends all that was started. */
  readonly close: () => Promise<void>;
};

type Surroundings = {
  /** The folder of the build. */
  readonly dist: string;
  readonly limits?: Partial<SandboxesLimits>;
  readonly tell?: Tell;
};

/** Starts the runner. */
export async function openPlayground({ dist, limits, tell }: Surroundings): Promise<Playground> {
  const runner = await startRunner(builtRunner(dist));
  const sandboxes = openSandboxes({ runner, ...(limits && { limits }), ...(tell && { tell }) });
  const control = controlMount(sandboxes, tell);
  const around = tell ? { tell } : {};
  const mounts = [
    clientHostMount(dist),
    control,
    sandboxMount(sandboxes, around),
    byHandMount(sandboxes, around),
  ];
  return {
    mounts,
    runner,
    async drain(mostMs) {
      control.sayStopping();
      await sandboxes.drain(mostMs);
    },
    async close() {
      await Promise.all(mounts.map((mount) => mount.close()));
      await runner.close();
    },
  };
}
