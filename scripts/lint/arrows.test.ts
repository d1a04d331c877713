// The arrows as a table, and one run of the real linter to prove that the table is wired to it.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { whyForbidden } from "./arrows.mjs";

const root = path.resolve(import.meta.dirname, "../..");

const allowed: readonly [file: string, specifier: string, typeOnly?: boolean][] = [
  ["trace/sessions.ts", "zod/mini"],
  ["protocol/runner.ts", "zod"],
  ["trace/sessions.ts", "./event.ts"],
  ["trace/decode/frame.test.ts", "socket.io-parser"],
  ["protocol/control.ts", "#trace/event.ts"],
  ["lessons-server/gateway/tap.ts", "#trace/event.ts"],
  ["lessons-server/gateway/network.ts", "engine.io"],
  ["lessons-server/engine/build.ts", "binaryen"],
  ["lessons-server/testing/headless-bench.ts", "#checks/run-check.ts"],
  ["lessons-server/guest/wall.ts", "#protocol/runner.ts", true],
  ["clients/runtime.ts", "#protocol/host.ts"],
  ["checks/judge.ts", "#clients/node-host.ts"],
  ["checks/golden.test.ts", "#lessons-server/gateway/gateway.ts"],
  ["components/views/wire.tsx", "#trace/deliveries.ts"],
  ["components/views/wire/bits.tsx", "../wire.tsx"],
  ["app/page.tsx", "#components/lesson/task.tsx"],
  ["scripts/build.mjs", "esbuild"],
];

const forbidden: readonly [file: string, specifier: string, teaches: string][] = [
  ["trace/sessions.ts", "node:fs", "pure vocabulary"],
  ["trace/sessions.ts", "#protocol/runner.ts", "pure vocabulary"],
  ["trace/sessions.ts", "../lessons-server/site.ts", "pure vocabulary"],
  ["protocol/control.ts", "#lessons-server/site.ts", "crosses each wall"],
  ["protocol/control.ts", "zod", "zod/mini"],
  ["lessons-server/gateway/tap.ts", "#lessons-server/runner/main.ts", "over a socket"],
  ["lessons-server/gateway/tap.ts", "../runner/main.ts", "over a socket"],
  ["lessons-server/runner/main.ts", "../gateway/tap.ts", "over a socket"],
  ["lessons-server/runner/main.ts", "../guest/wall.ts", "never imported"],
  ["lessons-server/runner/main.ts", "binaryen", "build time"],
  ["lessons-server/guest/wall.ts", "#trace/event.ts", "inside the sandbox"],
  ["lessons-server/guest/wall.ts", "#protocol/runner.ts", "import type"],
  ["lessons-server/site.ts", "#components/ui/button.tsx", "nothing of pages"],
  ["lessons-server/site.ts", "#checks/run-check.ts", "nothing of pages"],
  ["lessons-server/testing/headless-bench.ts", "#content/course.ts", "nothing of the course"],
  ["clients/runtime.ts", "#lessons-server/site.ts", "neutral code"],
  ["checks/judge.ts", "#lessons-server/gateway/gateway.ts", "judges a trace anywhere"],
  ["content/rooms/scene.ts", "#components/lesson/task.tsx", "as data and prose"],
  ["components/views/wire.tsx", "./timeline.tsx", "no other view"],
  ["components/views/wire.tsx", "#components/views/timeline.tsx", "no other view"],
  ["components/ui/button.tsx", "#trace/event.ts", "no domain words"],
  ["components/playground/stage.tsx", "#lessons-server/site.ts", "app → components → trace"],
  ["app/page.tsx", "#lessons-server/site.ts", "routes only"],
];

describe("the arrows of the architecture", () => {
  it.each(allowed)("lets %s import %s", (file, specifier, typeOnly = false) => {
    expect(whyForbidden({ file, specifier, typeOnly })).toBeUndefined();
  });

  it.each(forbidden)("keeps %s from importing %s and says why", (file, specifier, teaches) => {
    expect(whyForbidden({ file, specifier })).toContain(teaches);
  });

  it("fails the lint run with the message that teaches", () => {
    const tree = mkdtempSync(path.join(tmpdir(), "arrows-"));
    try {
      mkdirSync(path.join(tree, "trace"));
      writeFileSync(path.join(tree, "trace/rooms.ts"), 'export * from "#checks/judge";\n');
      expect(lint(tree)).toMatch(/trace\/rooms\.ts may not import checks\/judge: trace\/ is pure/);
      expect(lint(tree)).toContain("Write the real extension");
    } finally {
      rmSync(tree, { recursive: true });
    }
  });
});

function lint(tree: string): string {
  const config = path.join(root, ".oxlintrc.json");
  const oxlint = path.join(root, "node_modules/oxlint/bin/oxlint");
  try {
    execFileSync(process.execPath, [oxlint, "-c", config, "--format", "unix", "."], {
      cwd: tree,
      encoding: "utf8",
    });
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
  throw new Error("the linter found nothing wrong");
}
