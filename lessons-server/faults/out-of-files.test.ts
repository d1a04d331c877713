// A process that may open 200 files, and more connections than that.
import { spawn } from "node:child_process";
import { get } from "node:http";
import { connect, type Socket } from "node:net";
import path from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { ECHO, openPage } from "../testing/control-rig.ts";
import { freePort } from "../testing/sandbox-command.ts";

const DIST = path.resolve(import.meta.dirname, "../../dist");
const PATIENCE = { timeout: 30_000 };

/** The lessons server without its site. */
async function openServer(files: number): Promise<string> {
  const port = await freePort();
  const program = `
    import { openServer, readEnvironment } from ${JSON.stringify(path.join(DIST, "server.js"))};
    const environment = readEnvironment({ PORT: "${port}" });
    const site = Promise.resolve({ request: (_, res) => res.end("site"), upgrade() {}, close: async () => {} });
    await openServer({ environment, site, also: [], dist: ${JSON.stringify(DIST)} });
    console.log("is there");
  `;
  const command = `ulimit -n ${files} && exec "$0" --input-type=module -e "$1"`;
  const server = spawn("sh", ["-c", command, process.execPath, program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void server.kill("SIGKILL"));
  await new Promise<void>((there, gone) => {
    server.stdout.once("data", () => there());
    server.once("exit", () => gone(new Error("the server ended")));
  });
  return `http://127.0.0.1:${port}`;
}

/** Of an answer on a connection of its own; 0 when there is none. */
const statusOf = (url: string): Promise<number> =>
  new Promise((resolve) => {
    const asked = get(url, { agent: false, timeout: 2_000 }, (res) => {
      res.resume();
      resolve(res.statusCode ?? 0);
    });
    asked.once("timeout", () => asked.destroy());
    asked.once("error", () => resolve(0));
  });

it.skipIf(process.platform !== "linux")(
  "more connections than files: who is there stays, who comes is refused, and all is well afterwards",
  async () => {
    const url = await openServer(200);
    const status = (part: string) => statusOf(`${url}${part}`);
    const ends: (() => unknown)[] = [];
    onTestFinished(() => void ends.map((end) => end()));
    const page = openPage(url, { ends });
    await page.open();
    await page.ask("run", { program: ECHO });
    const { port } = new URL(url);
    const flood: Socket[] = [];
    const dial = (): void => {
      for (let n = 0; n < 300; n++) {
        const socket = connect(Number(port), "127.0.0.1");
        flood.push(socket.on("error", () => undefined).resume());
      }
    };
    dial();
    // Some of them are told, if they ask; the others are cut off.
    const cutOff = () => flood.filter(({ destroyed }) => destroyed).length;
    await expect.poll(cutOff, PATIENCE).toBeGreaterThan(150);
    const statusInFlood = async () => {
      const answer = await status("/livez");
      // Those who never asked may have been cut off meanwhile.
      if (answer === 200) dial();
      return answer;
    };
    await expect.poll(statusInFlood, PATIENCE).toBe(503);
    expect(await page.ask("run", { program: ECHO })).toMatchObject({ ok: true });
    for (const socket of flood) socket.destroy();
    for (const part of ["/livez", "/readyz"])
      await expect.poll(() => status(part), PATIENCE).toBe(200);
    expect(page.socket.connected).toBe(true);
  },
);
