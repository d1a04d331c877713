import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { cpuMs, privateDirtyMb, residentMb } from "./proc.ts";

describe("another process", () => {
  it.runIf(existsSync("/proc/self/status"))("is measured where Linux tells of it", () => {
    expect(residentMb(process.pid)).toBeGreaterThan(10);
    expect(cpuMs(process.pid)).toBeGreaterThan(0);
  });

  it("has no figures when there is none", () => {
    const nobody = 2 ** 30;
    expect([residentMb(nobody), privateDirtyMb(nobody), cpuMs(nobody)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
