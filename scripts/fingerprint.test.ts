import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fingerprint, isCurrent, keepFingerprint } from "./fingerprint.mjs";

describe("the fingerprint of a build's inputs", () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), "fingerprint-"));
    mkdirSync(path.join(root, "trace"));
    writeFileSync(path.join(root, "trace/event.ts"), "one");
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const now = () => fingerprint(root, ["trace", "absent"]);

  it("is the same for the same contents, whenever they were written", () => {
    const before = now();
    writeFileSync(path.join(root, "trace/event.ts"), "one");
    expect(now()).toBe(before);
  });

  it("changes with a content, a name, and a new file", () => {
    const seen = [now()];
    writeFileSync(path.join(root, "trace/event.ts"), "two");
    seen.push(now());
    renameSync(path.join(root, "trace/event.ts"), path.join(root, "trace/fact.ts"));
    seen.push(now());
    writeFileSync(path.join(root, "trace/link.ts"), "");
    seen.push(now());
    expect(new Set(seen).size).toBe(4);
  });

  it("does not change with a test", () => {
    const before = now();
    writeFileSync(path.join(root, "trace/event.test.ts"), "a test");
    expect(now()).toBe(before);
  });

  it("also covers what the last build found to read", () => {
    const kept = path.join(root, "dist/engine.fingerprint");
    writeFileSync(path.join(root, "meter.ts"), "one");
    expect(isCurrent(root, kept, ["trace"])).toBe(false);
    keepFingerprint(kept, {
      always: fingerprint(root, ["trace"]),
      alsoRead: ["meter.ts"],
      also: fingerprint(root, ["meter.ts"]),
    });
    expect(isCurrent(root, kept, ["trace"])).toBe(true);
    writeFileSync(path.join(root, "meter.ts"), "two");
    expect(isCurrent(root, kept, ["trace"])).toBe(false);
  });
});
