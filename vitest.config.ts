import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

const exclude = ["**/node_modules/**", "e2e/**", "dist/**", ".next/**"];
const needsEngine = ["lessons-server", "clients", "checks", "content", "bench"];

/** Milliseconds. Long enough that no test fails because the machine is slow; a test that hangs still ends. */
const testTimeout = 60_000;
const everywhere = {
  testTimeout,
  hookTimeout: testTimeout,
  expect: { poll: { timeout: testTimeout } },
  // What one file has loaded and started serves the next: no module may keep what a test has done to it.
  isolate: false,
};

export default defineConfig({
  test: {
    // One for each core: Vitest would leave one of two cores to itself, and it hardly needs it.
    maxWorkers: availableParallelism(),
    projects: [
      {
        test: {
          ...everywhere,
          name: "pure",
          include: ["**/*.test.ts", "**/*.test.tsx"],
          exclude: [...exclude, ...needsEngine.map((folder) => `${folder}/**`)],
          // Nine megabytes that Node can read as they are.
          server: { deps: { external: [/monaco-editor/] } },
        },
      },
      {
        test: {
          ...everywhere,
          name: "engine",
          include: needsEngine.map((folder) => `${folder}/**/*.test.ts`),
          exclude,
          globalSetup: ["scripts/engine-for-tests.mjs"],
        },
      },
    ],
  },
});
