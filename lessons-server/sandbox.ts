// `npm run sandbox -- server.js --port 4000 --trace`: one program in one sandbox, mounted at the root of a port.
import { createServer } from "node:http";
import path from "node:path";
import { parseArgs } from "node:util";
import type { TraceEvent } from "#trace/event.ts";
import { createPrinter } from "#trace/print.ts";
import { bindHost, listenFailure, urlOf } from "./address.ts";
import { builtRunner } from "./built.ts";
import { parseDestination } from "./gateway/address.ts";
import { answerPlainly, refuseUpgrade } from "./gateway/plain-answer.ts";
import type { Run } from "./gateway/run.ts";
import { startRunner } from "./gateway/runner-process.ts";
import { openSandbox } from "./gateway/sandbox.ts";
import { readProgram } from "./program-files.ts";

const USAGE = "Usage: npm run sandbox -- <server file> [--port 4000] [--trace]";
/** Without --trace the terminal shows what `node server.js` would, and what only a sandbox knows. */
const ALWAYS_SHOWN: ReadonlySet<TraceEvent["kind"]> = new Set(["log", "fault", "limit"]);

type Settings = { readonly file: string; readonly port: number; readonly trace: boolean };

/** Something the person at the terminal can mend: a sentence, not a stack. */
class Refusal extends Error {}

await main().catch((error: unknown) => {
  console.error(error instanceof Refusal ? error.message : error);
  process.exit(1);
});

async function main(): Promise<void> {
  const settings = readSettings();
  const read = await readProgram(path.resolve(process.env.INIT_CWD ?? ".", settings.file));
  if (!read.ok) throw new Refusal(read.text);

  const server = createServer();
  const address = { host: "localhost", port: settings.port };
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => reject(new Refusal(busyText(error, settings))));
    server.listen(address.port, bindHost(address.host), resolve);
  });

  const runner = await startRunner({ ...builtRunner(import.meta.dirname), threads: 1, pool: 1 });
  const sandbox = openSandbox({ runner });
  server.on("request", (req, res) => {
    const to = parseDestination(req.url ?? "/");
    if (to.ok) sandbox.handleRequest(req, res, to.address);
    else answerPlainly(res, 400, to.text);
  });
  server.on("upgrade", (req, socket, head) => {
    const to = parseDestination(req.url ?? "/");
    if (to.ok) sandbox.handleUpgrade({ req, socket, head }, to.address);
    else refuseUpgrade(socket, 400, to.text);
  });

  const leave = async (code: number): Promise<void> => {
    sandbox.close();
    sandbox.current()?.recorder.flush();
    server.close();
    await runner.close();
    process.exit(code);
  };
  process.once("SIGINT", () => void leave(130));
  process.once("SIGTERM", () => void leave(143));

  sandbox.onRun((run) => {
    follow(run, settings.trace);
    void run.listening.then((port) => {
      if (port) console.log(`listening on ${urlOf(address)} (the program's port ${port})`);
    });
    void run.ended.then(({ why, code }) => {
      if (why === "lost")
        console.error("The process that ran the program is gone; starting it again.");
      else if (why !== "stopped") void leave(code);
    });
  });
  await sandbox.run(read.program);
}

function readSettings(): Settings {
  const options = { port: { type: "string" }, trace: { type: "boolean", default: false } } as const;
  const parsed = (() => {
    try {
      return parseArgs({ options, allowPositionals: true });
    } catch (error) {
      throw new Refusal(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
    }
  })();
  const [file, ...others] = parsed.positionals;
  if (!file || others.length > 0) throw new Refusal(USAGE);
  const port = Number(parsed.values.port ?? 4000);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Refusal(
      `--port ${parsed.values.port} is not a port: use a whole number from 1 to 65535.`,
    );
  }
  return { file, port, trace: parsed.values.trace };
}

/** Prints the run as it happens. */
function follow(run: Run, everything: boolean): void {
  const print = createPrinter();
  const show = (events: readonly TraceEvent[]) => {
    for (const event of events) {
      const line = print(event);
      if (everything || ALWAYS_SHOWN.has(event.kind))
        (event.kind === "fault" ? console.error : console.log)(line);
    }
  };
  show(run.recorder.trace());
  run.recorder.subscribe(show);
}

function busyText(error: NodeJS.ErrnoException, { file, port }: Settings): string {
  const { message } = listenFailure(error, { host: "localhost", port });
  return error.code === "EADDRINUSE"
    ? `Port ${port} is in use by another program. Stop that one, or choose another: npm run sandbox -- ${file} --port ${port + 1}`
    : message;
}
