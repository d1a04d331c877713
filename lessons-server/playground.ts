// The playground's share of the server: the runner, the sandboxes in it, and the paths that lead to them.
import { builtRunner } from "./built.ts";
import { clientHostMount } from "./client-host.ts";
import { controlMount } from "./gateway/control.ts";
import { startRunner } from "./gateway/runner-process.ts";
import { sandboxMount } from "./gateway/sandbox-mount.ts";
import { openSandboxes } from "./gateway/sandboxes.ts";
import type { Mount } from "./mount.ts";

type Surroundings = {
  /** The folder of the build. */
  readonly dist: string;
  readonly env: Readonly<Record<string, string | undefined>>;
};

/** Starts the runner. Closing every mount ends all that was started. */
export async function openPlayground({ dist, env }: Surroundings): Promise<readonly Mount[]> {
  const perMinute = sandboxesPerMinute(env);
  const runner = await startRunner(builtRunner(dist));
  const sandboxes = openSandboxes({
    runner,
    ...(perMinute !== undefined && { limits: { createdPerMinute: perMinute } }),
  });
  const toSandboxes = sandboxMount(sandboxes);
  return [
    clientHostMount(dist),
    controlMount(sandboxes),
    {
      ...toSandboxes,
      async close() {
        await toSandboxes.close();
        await runner.close();
      },
    },
  ];
}

/** A school has one address for all its pupils, and so has a test run. */
function sandboxesPerMinute(env: Surroundings["env"]): number | undefined {
  const given = env["SANDBOXES_PER_MINUTE"]?.trim();
  if (!given) return undefined;
  if (!/^[1-9]\d{0,5}$/.test(given))
    throw new Error(
      `SANDBOXES_PER_MINUTE is "${given}". Use a whole number, like SANDBOXES_PER_MINUTE=100 npm start.`,
    );
  return Number(given);
}
