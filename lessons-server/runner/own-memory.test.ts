// A program that owns the memory of its machine, by whatever hole in the engine: all it has is that memory. The host
// reads nothing in it that could keep it busy, and the machines beside it are other memories. `FUZZ=10` does ten times as
// much.
import { readFileSync } from "node:fs";
import path from "node:path";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { putProgram, type Program } from "./program.ts";
import { readSnapshot, restore } from "./snapshot.ts";
import { fileOf } from "./templates.ts";
import type { Vm } from "./vm.ts";

const RUNS = 100 * Number(process.env["FUZZ"] ?? 1);
const ENGINE = path.resolve(import.meta.dirname, "../../dist/engine");
const module = new WebAssembly.Module(readFileSync(path.join(ENGINE, "quickjs.wasm")));
const snapshot = readSnapshot(readFileSync(path.join(ENGINE, fileOf("plain"))));
/** Turns that a broken machine may have; each is paid for. */
const TURNS = 3;

const COUNTING = `
  let n = 0;
  setInterval(() => console.log(++n), 0);
  setInterval(() => Promise.reject(new Error("x")).catch(() => crypto.randomUUID()), 0);
`;

async function counting(): Promise<{ vm: Vm; program: Program }> {
  const vm = await restore(module, snapshot);
  const { exportNames } = snapshot;
  const source = { entry: "server.js", files: { "server.js": COUNTING } };
  const program = putProgram(vm, source, { exportNames, everywhere: exportNames, strip: () => "" });
  expect(program.load().state).toBe("running");
  return { vm, program };
}

/** Where, as a share of the memory, and what. */
const scribble = fc.tuple(
  fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 64 }),
    fc.constantFrom(
      new Uint8Array(4_096),
      new Uint8Array(4_096).fill(0xff),
      new Uint8Array(65_536).fill(0x41),
    ),
  ),
);

it("is all that is broken when it is broken", async () => {
  const { program: neighbour } = await counting();
  let counted = 0;
  const used = snapshot.chunks.reduce(
    (end, { offset, bytes }) => Math.max(end, offset + bytes.length),
    0,
  );
  const property = fc.asyncProperty(
    fc.array(scribble, { minLength: 1, maxLength: 40 }),
    async (scribbles) => {
      const { vm, program } = await counting();
      for (const [where, bytes] of scribbles) {
        const at = Math.floor(where * used);
        vm.heap.bytes.set(bytes.subarray(0, used - at), at);
      }
      for (let turn = 0; turn < TURNS; turn++) if (!isOver(() => program.timer())) break;
      const { operations, state } = neighbour.timer();
      expect(state).toBe("running");
      if (operations.includes('"log"')) counted++;
    },
  );
  await fc.assert(property, { numRuns: RUNS, endOnFailure: true });
  expect(counted).toBeGreaterThan(RUNS / 4);
}, 240_000);

/** What a thread makes of it: a turn, or the end of this one program. */
function isOver(turn: () => { readonly state: string }): boolean {
  try {
    return turn().state === "running";
  } catch (error) {
    expect(error).toBeInstanceOf(Error);
    return false;
  }
}
