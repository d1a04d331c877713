// Golden traces: real programs, the real runner, real clients, printed by lanes and compared with the files beside this
// one. `GOLDEN=write npx vitest run lessons-server/golden` writes them anew; then read the difference. With
// GOLDEN_ROUNDS=40 each is played so many times, and must be the same each time: best tried on a busy machine.
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { TraceEvent } from "#trace/event.ts";
import { parseTrace, serialise } from "#trace/serialise.ts";
import { onEveryGap, onEveryPrefix } from "#trace/testing/every-prefix.ts";
import { printGolden } from "#trace/testing/lane-tables.ts";
import { connecting } from "./connecting.ts";
import { leaving } from "./leaving.ts";
import { ourPackets, realPackets } from "./real-parser.ts";
import { type Played, play, type Scenario } from "./scenario.ts";
import { sending } from "./sending.ts";

const HEAD = `Each step ended when nothing was in flight; within a step every recorder has lanes of its own (a client's connection,
its packets up, the server's turns, the packets down, the client's own account), and only within a lane does order
mean anything, turns standing by the client that set them off.
Left out is what timing alone decides: times and costs, which polls and TCP connections carried a packet (and, while a
session changes its transport, which of the two did), polls that brought nothing, and numbers for what is random.
`;
const isWriting = process.env["GOLDEN"] === "write";
const rounds = Number(process.env["GOLDEN_ROUNDS"] ?? 1);

// Only a hang may fail here, never a slow machine.
vi.setConfig({ testTimeout: 60_000 * rounds, hookTimeout: 60_000 });

beforeAll(() => {
  if (isWriting && process.env["CI"])
    throw new Error("GOLDEN=write is for people: in CI a golden file is read and never written.");
});

describe.each([...connecting, ...sending, ...leaving])("$name", (scenario) => {
  let played: Played;
  beforeAll(async () => {
    played = await play(scenario);
  });

  it("prints as its golden file", async () => {
    const file = path.join(import.meta.dirname, `${scenario.name}.txt`);
    const text = goldenText(scenario, played);
    if (isWriting) await writeFile(file, text);
    const golden = await readFile(file, "utf8");
    expect(text).toBe(golden);
    for (let round = 2; round <= rounds; round++)
      expect(goldenText(scenario, await play(scenario)), `round ${round}`).toBe(golden);
  });

  it("holds facts of the vocabulary and nothing else", () => {
    for (const event of played.trace) expect(TraceEvent.parse(event)).toStrictEqual(event);
  });

  it("is the same when it has been written and read", () => {
    const { trace } = played;
    expect(parseTrace(serialise(trace))).toStrictEqual({ ok: true, trace });
  });

  it("can be looked at in every way at every moment, also when its beginning is gone", () => {
    onEveryPrefix(played.trace);
    onEveryGap(played.trace);
  });

  it("is read as socket.io-parser reads it", () => {
    const read = realPackets(played.trace);
    expect(ourPackets(played.trace)).toEqual(read);
    expect(Object.values(read).flat().length).toBeGreaterThan(2);
  });

  it("holds the sandbox's id nowhere, nor the name before the path", () => {
    const bytes = played.trace.flatMap((event) =>
      "body" in event ? [event.body.base64] : "bytes" in event ? [event.bytes.base64] : [],
    );
    const texts = bytes.map((base64) => Buffer.from(base64, "base64").toString("latin1"));
    const all = [serialise(played.trace), ...texts].join("\n");
    expect(all).not.toContain(played.id);
    // Masked bytes are random: only a whole name is no accident.
    expect(all).not.toMatch(/\/@(?:alice|bob|carol|dave)/i);
  });
});

function goldenText({ shows, files }: Scenario, { trace, steps }: Played): string {
  const listings = Object.entries(files).map(([name, source]) => `== ${name}\n${numbered(source)}`);
  return [`${shows}\n`, HEAD, ...listings, printGolden(trace, steps)].join("\n");
}

function numbered(source: string): string {
  return source
    .trimEnd()
    .split("\n")
    .map((line, i) => `${String(i + 1).padStart(3)}  ${line}`.trimEnd())
    .join("\n")
    .concat("\n");
}
