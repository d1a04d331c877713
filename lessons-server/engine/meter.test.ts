// The engine that was built is the pinned one, metered in every place, and nothing runs without the meter.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { assertMetered } from "#lessons-server/runner/instance.ts";
import { meterQuickJs } from "./quickjs.ts";

const published = () =>
  readFile(createRequire(import.meta.url).resolve("@jitl/quickjs-wasmfile-release-sync/wasm"));
const built = () => readFile(path.resolve(import.meta.dirname, "../../dist/engine/quickjs.wasm"));
const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

describe("the metered QuickJS", () => {
  it("pays at each of its 1079 loops, 1319 functions and 98 bulk copies, and is what was built", async () => {
    const { binary, ...counts } = meterQuickJs(await published());
    expect(counts).toEqual({ loops: 1079, functions: 1319, copies: 98 });
    expect(sha256(binary)).toBe(sha256(await built()));
  });

  it("has a fuel that only the host can raise: inside, it is only ever taken from", async () => {
    const module = new WebAssembly.Module(new Uint8Array(await built()));
    const exports = WebAssembly.Module.exports(module);
    expect(exports.find(({ name }) => name === "fuel")?.kind).toBe("global");
    expect(() => assertMetered(module)).not.toThrow();
  });

  it("asks for nothing of the host but its functions and its memory", async () => {
    const module = new WebAssembly.Module(new Uint8Array(await built()));
    const imports = WebAssembly.Module.imports(module);
    expect(imports.filter(({ kind }) => kind !== "function")).toMatchObject([{ kind: "memory" }]);
    expect(new Set(imports.map(({ module: from }) => from))).toEqual(new Set(["a", "wall"]));
  });

  it("is refused when it has no meter, before anything runs in it", async () => {
    const module = new WebAssembly.Module(new Uint8Array(await published()));
    expect(() => assertMetered(module)).toThrow(
      "this QuickJS has no fuel meter: refusing to run programs in it",
    );
  });

  it("is not made from a binary of another shape", () => {
    const empty = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);
    expect(() => meterQuickJs(empty)).toThrow(/in this QuickJS|is not where|not laid out/);
  });
});
