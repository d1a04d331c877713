// Client code as people write it, from the page's files through the gateway and the runner to a client's worker and back.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TraceEvent } from "#trace/event.ts";
import { type ControlRig, ECHO, type Page, startControlRig } from "./testing/control-rig.ts";

let rig: ControlRig;
beforeAll(async () => {
  rig = await startControlRig({ createdPerMinute: 1_000 });
});
afterAll(() => rig.close());

type Running = { readonly page: Page; readonly run: string };

async function running(files: Readonly<Record<string, string>>): Promise<Running> {
  const page = rig.page();
  await page.open();
  const answer = await page.ask("run", {
    program: { ...ECHO, files: { ...ECHO.files, ...files } },
  });
  if (!answer.ok) throw new Error(answer.text);
  await page.until(({ kind }) => kind === "server.listening");
  return { page, run: answer.run };
}

const fault = (event: TraceEvent): boolean => event.kind === "fault";
const logged =
  (text: string) =>
  (event: TraceEvent): boolean =>
    event.kind === "log" && event.text === text;

describe("client code in TypeScript, of several modules", () => {
  const files = {
    "client.ts": `import { io, type Socket } from "socket.io-client";
import { type Echo, text } from "./messages.js";

interface Words { echo: Echo }
const socket: Socket<object, Words> = io();
const { connected } = await new Promise<Socket<object, Words>>((done) => {
  socket.on("connect", () => done(socket));
});
log(text(connected, me as string));
socket.emit("echo", "x", (said: string): void => { (null as unknown as string[]).push(said) });
`,
    "messages.ts": `export type Echo = (said: string, answer: (said: string) => void) => void;
export const text = (connected: boolean, name: string): string => \`\${name}: \${connected}\`;
`,
  };

  it("runs, and what it throws is a fact with the learner's own place and lines", async () => {
    const { page } = await running(files);
    await page.enter("alice", "client.ts");
    expect(await page.until(logged("alice: true"))).toMatchObject({
      where: { file: "client.ts", line: 9, column: 1 },
    });
    const found = await page.until(fault);
    expect(found).toMatchObject({
      from: { side: "client", client: "alice" },
      during: "client",
      name: "TypeError",
      where: { file: "client.ts", line: 10, column: 82 },
    });
    expect(found).toMatchObject({
      frame: expect.stringContaining("> 10 | socket.emit") as unknown,
    });
  });

  it("is made once for all who run it", async () => {
    const { page, run } = await running(files);
    const asked = { run, file: "client.ts" };
    const [one, other] = await Promise.all([page.ask("code", asked), page.ask("code", asked)]);
    expect(one).toMatchObject({ ok: true });
    expect(other).toEqual(one);
  });
});

describe("what is wrong with client code", () => {
  it.each([
    ["JavaScript", "client.js", `io();\nconst a = ;`, 2, 11],
    ["TypeScript", "client.ts", `io();\n  enum Colour { Red }`, 2, 3],
    ["an import that leads nowhere", "client.js", `import x from "./x.js";`, 1, 16],
  ])("is a fact with its place: %s", async (_what, ...[file, source, line, column]) => {
    const { page } = await running({ [file]: source });
    const alice = await page.enter("alice", file);
    expect(await page.until(fault)).toMatchObject({ where: { file, line, column } });
    // It never began, so it has made no connection; the server and whoever else is there go on.
    expect(await alice.counts()).toMatchObject({ connections: [] });
    await page.enter("bob");
    await page.until((event) => event.kind === "client" && event.state.state === "connected");
  });

  it("is refused when there is no such file, no such run, or the program has ended", async () => {
    const { page, run } = await running({ "client.js": "io()" });
    const refusal = (file: string) => ({
      ok: false,
      text: `${file} is not there to be run: the program has no such file, or it has ended. Press Run.`,
    });
    expect(await page.ask("code", { run, file: "lost.js" })).toEqual(refusal("lost.js"));
    expect(await page.ask("code", { run, file: "__proto__" })).toEqual(refusal("__proto__"));
    expect(await page.ask("code", { run: "another", file: "client.js" })).toEqual(
      refusal("client.js"),
    );
    await page.ask("stop");
    expect(await page.ask("code", { run, file: "client.js" })).toEqual(refusal("client.js"));
    expect(await rig.page().ask("code", { run, file: "client.js" })).toMatchObject({ ok: false });
  });

  it("does nobody harm who runs on the same thread", async () => {
    const { page, run } = await running({
      "client.ts": "a?(b):c=>".repeat(30),
      "deep.js": "[".repeat(30_000),
    });
    const witness = await running({});
    for (const file of ["client.ts", "deep.js"])
      expect(await page.ask("code", { run, file })).toMatchObject({ ok: true, code: { flaw: {} } });
    const alice = await witness.page.enter("alice");
    await witness.page.ask("act", {
      client: "alice",
      deed: { do: "emitWithAck", nsp: "/", event: "echo", args: ["hi"], timeout: 10_000 },
    });
    expect(await alice.done(1)).toEqual({ outcome: "acked", values: ["hi"] });
  });
});
