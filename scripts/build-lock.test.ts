import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { whileLocked } from "./build-lock.mjs";

describe("the build lock", () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), "lock-"));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  it("lets one build run at a time", async () => {
    const file = path.join(dir, "build.lock");
    const order: string[] = [];
    let finishFirst = () => {};
    const first = whileLocked(file, async () => {
      order.push("first begins");
      await new Promise<void>((resolve) => {
        finishFirst = resolve;
      });
      order.push("first ends");
    });
    const second = whileLocked(file, async () => {
      order.push("second begins");
    });
    finishFirst();
    await Promise.all([first, second]);
    expect(order).toEqual(["first begins", "first ends", "second begins"]);
  });

  it("is let go when a build fails", async () => {
    const file = path.join(dir, "build.lock");
    const failing = whileLocked(file, () => Promise.reject(new Error("no")));
    await expect(failing).rejects.toThrow("no");
    expect(existsSync(file)).toBe(false);
  });

  it("is taken from a process that is no more", async () => {
    const file = path.join(dir, "build.lock");
    // Above the highest process number that Linux gives out.
    writeFileSync(file, "4194305");
    await expect(whileLocked(file, async () => "built")).resolves.toBe("built");
  });
});
