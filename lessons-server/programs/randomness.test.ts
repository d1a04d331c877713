// Every machine is restored from the same memory, and none has a random number of another's: not two sandboxes, not two
// runs of one.
import { expect, it } from "vitest";
import { once, programOf, type Served, servedSandboxes } from "../testing/served-sandboxes.ts";

const { serve } = servedSandboxes();

const DRAWS = [
  "Math.random()",
  "Math.random()",
  "crypto.randomUUID()",
  "webcrypto.getRandomValues(new Uint32Array(4)).join()",
  "crypto.randomBytes(16).toString('hex')",
  "crypto.randomInt(2 ** 40)",
];
const OF_PACKAGES = [
  "nanoid()",
  "customAlphabet('0123456789', 30)()",
  "v1()",
  "v4()",
  "v6()",
  "v7()",
];

const program = (imports: string, draws: readonly string[]): string => `
  import { Server } from "socket.io";
  import crypto from "node:crypto";
  ${imports}
  globalThis.mark ??= "fresh";
  const { webcrypto } = crypto;
  const drawn = [${draws.join()}];
  console.log(mark, ...drawn);
  globalThis.mark = Array.prototype.mark = "used";
  new Server(3000, { connectionStateRecovery: {} }).on("connection", (socket) => {
    socket.emit("ids", [socket.id, socket.conn.id, socket.pid, Math.random()].join(" "));
  });`;

/** Whatever is random in one run: what its program drew, and what its first client got. */
async function drawnBy(served: Served): Promise<string[]> {
  await served.until("log");
  const [mark, ...drawn] = served.logs()[0]?.split(" ") ?? [];
  expect(mark).toBe("fresh");
  return [...drawn, ...(await once<string>(served.client(), "ids")).split(" ")];
}

it.each([
  ["plain", program("", DRAWS), DRAWS.length],
  [
    "with packages",
    program(
      `import { customAlphabet, nanoid } from "nanoid";\nimport { v1, v4, v6, v7 } from "uuid";`,
      [...DRAWS, ...OF_PACKAGES],
    ),
    DRAWS.length + OF_PACKAGES.length,
  ],
])("is each machine's own: %s", async (_template, source, draws) => {
  const served = await Promise.all([serve(source), serve(source), serve(source)]);
  const words = (await Promise.all(served.map(drawnBy))).flat();
  for (const { sandbox } of served) {
    const again = await sandbox.run(programOf(source));
    await again.listening;
    const [log] = again.recorder.trace().filter((event) => event.kind === "log");
    words.push(...(log?.text.split(" ").slice(1) ?? []));
  }
  expect(words).toHaveLength(3 * (draws + 4) + 3 * draws);
  expect(new Set(words).size).toBe(words.length);
});
