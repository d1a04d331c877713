import { defineConfig } from "vitest/config";

const exclude = ["**/node_modules/**", "e2e/**", "dist/**", ".next/**"];
const needsEngine = ["lessons-server", "clients", "checks", "content", "bench"];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "pure",
          include: ["**/*.test.ts", "**/*.test.tsx"],
          exclude: [...exclude, ...needsEngine.map((folder) => `${folder}/**`)],
        },
      },
      {
        test: {
          name: "engine",
          include: needsEngine.map((folder) => `${folder}/**/*.test.ts`),
          exclude,
          globalSetup: ["scripts/engine-for-tests.mjs"],
        },
      },
    ],
  },
});
