// TypeScript as people write it loses its types and nothing else; TypeScript as an attacker writes it runs out of fuel.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { Thrown } from "./heap.ts";
import { compileStripper, type Strip, stripperOf } from "./stripper.ts";

let strip: Strip;
beforeAll(async () => {
  const binary = await readFile(
    path.resolve(import.meta.dirname, "../../dist/stripper/stripper.wasm"),
  );
  strip = stripperOf(compileStripper(new Uint8Array(binary)));
});

function errorOf(source: string): Thrown["error"] {
  try {
    strip("server.ts", source);
  } catch (error) {
    if (error instanceof Thrown) return error.error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

/** What strip charges for a source, readable or not. */
function fuelFor(source: string): number {
  let paid = 0;
  try {
    strip("server.ts", source, (units) => {
      paid += units;
    });
  } catch {}
  return paid;
}

describe("TypeScript", () => {
  it.each([
    ["let a: number = 1;", "let a         = 1;"],
    ["const f = <T,>(x: T) => x; f<string>('x');", "const f =     (x   ) => x; f        ('x');"],
    ["class A { x!: number; declare y: string }", "class A { x         ;                   }"],
    ["import type { Socket } from 'socket.io';", "                                        "],
    ["let é: string = '日本'; b satisfies C;", "let é         = '日本'; b            ;"],
    ["", ""],
  ])("loses its types and keeps its columns: %s", (source, plain) => {
    expect(strip("server.ts", source).replace(/;$/, "")).toBe(plain.replace(/;$/, ""));
  });

  it.each([
    ["\nlet a: = 1;", "server.ts:2:8", /^Unexpected token `=`/],
    ["\n\nenum A {}", "server.ts:3:1", /enum is not supported in strip-only mode/],
    ["let a = <any>b;", "server.ts:1:9", /not supported in type strip mode/],
  ])("that cannot be stripped says where and why: %j", (source, place, message) => {
    const error = errorOf(source);
    expect(error).toMatchObject({ name: "SyntaxError", stack: `    at ${place}\n` });
    expect(error.message).toMatch(message);
  });

  it("of 64 kB costs less than an eighth of what a source may", () => {
    let source = "";
    for (let i = 0; source.length < 64_000; i++)
      source += `export async function f${i}<T extends Map<string, A${i}>>(a: T, b: Array<T> = []): Promise<T | undefined> {
  const c = (a as unknown as T)!; return b.length > ${i} ? c : undefined; }\n`;
    expect(fuelFor(source)).toBeLessThan(1_000_000);
    expect(strip("server.ts", source)).toHaveLength(source.length);
  });
});

describe("a source made to be read for ever", () => {
  it.each([
    ["arrows or conditionals", "a?(b):c=>".repeat(30)],
    ["conditionals within", "a ? (b) : c => ".repeat(20)],
    ["brackets", "[".repeat(60_000)],
    ["parentheses", "(".repeat(60_000)],
    ["templates", "`${".repeat(20_000)],
    ["operators", "!".repeat(60_000)],
    ["type arguments", `type T = ${"A<".repeat(10_000)}`],
  ])("is an error in plain words, and the next one is read as ever: %s", (_what, source) => {
    const error = errorOf(source);
    expect(error.name).toBe("SyntaxError");
    expect(error.message).toMatch(
      /^This TypeScript (takes too long to be read|is nested too deeply).*simpler way\.$/,
    );
    expect(error.stack).toBe("    at server.ts:1:1\n");
    // Not 8 million and a few: the step that finds nothing left is the last.
    expect(fuelFor(source)).toBeLessThan(8_001_000);
    expect(strip("server.ts", "let a: number = 1;")).toBe("let a         = 1;");
  });
});

describe("the published swc", () => {
  it("is refused: it has no meter", async () => {
    const published = createRequire(import.meta.url).resolve("@swc/wasm-typescript");
    const [, base64 = ""] =
      /from\('([A-Za-z0-9+/=]+)', 'base64'\)/.exec(await readFile(published, "utf8")) ?? [];
    expect(() => compileStripper(new Uint8Array(Buffer.from(base64, "base64")))).toThrow(
      "this stripper has no fuel meter: refusing to read programs with it",
    );
  });
});
