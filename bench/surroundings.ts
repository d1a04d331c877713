// Where and with what a benchmark was run: without it the figures say nothing.
import { execFileSync } from "node:child_process";
import { availableParallelism, cpus, loadavg, platform, release } from "node:os";

export function surroundings() {
  return {
    at: new Date().toISOString(),
    commit: git("rev-parse", "HEAD"),
    uncommitted: git("status", "--porcelain")?.split("\n").filter(Boolean).length,
    node: process.version,
    system: `${platform()} ${release()}`,
    cores: availableParallelism(),
    processor: cpus()[0]?.model,
    /** Of the last minute: anything else that computes here makes the figures worse. */
    load: loadavg()[0],
  };
}

function git(...args: string[]): string | undefined {
  try {
    const options = { cwd: import.meta.dirname, encoding: "utf8" } as const;
    return execFileSync("git", args, { ...options, stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    // A copy without its history, or a machine without git.
    return undefined;
  }
}
