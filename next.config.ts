import type { NextConfig } from "next";

const isBuild = process.env.NODE_ENV === "production";

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  // Next writes no files of its own into the tree and stops no build for a reminder.
  agentRules: false,
  experimental: { agentUpgrade: false },
  serverExternalPackages: ["esbuild"],
  turbopack: {
    root: import.meta.dirname,
    resolveAlias: isBuild ? { "zod/mini": "./dist/zod-in-use.js" } : {},
  },
  // `npm run check` is the gate for types; a build must not fail for a test file's sake.
  typescript: { ignoreBuildErrors: true },
};

export default config;
