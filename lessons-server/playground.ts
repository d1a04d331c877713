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
import type { AddressOf } from "./visitor.ts";

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
  /** Whose address limits are counted by. */
  readonly addressOf: AddressOf;
};

/** Starts the runner. */
export async function openPlayground({
  dist,
  limits,
  tell,
  addressOf,
}: Surroundings): Promise<Playground> {
  const runner = await startRunner(builtRunner(dist));
  const sandboxes = openSandboxes({ runner, ...(limits && { limits }), ...(tell && { tell }) });
  const around = { addressOf, ...(tell && { tell }) };
  const control = controlMount(sandboxes, around);
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
