// `/livez` and `/readyz`: is this process alive, and may it be sent learners? For whoever supervises the server.
import type { IncomingMessage, ServerResponse } from "node:http";
import { answerPlainly, refuseUpgrade } from "../gateway/plain-answer.ts";
import type { Runner } from "../gateway/runner-process.ts";
import { openSandbox } from "../gateway/sandbox.ts";
import type { LoopDelay } from "./loop-delay.ts";
import type { Mount } from "../mount.ts";

type Looked = {
  readonly runner: Runner;
  readonly loop: Pick<LoopDelay, "blockedMs">;
  readonly isDraining: () => boolean;
  /** How long a program may take to listen. */
  readonly patienceMs?: number;
  /** Milliseconds, monotonic. */
  readonly clock?: () => number;
};

const CACHED_MS = 5_000;
const PATIENCE_MS = 3_000;
const PROGRAM = {
  entry: "server.js",
  files: { "server.js": `import { Server } from "socket.io"; new Server(3000);` },
};

export function healthMounts(looked: Looked): readonly Mount[] {
  const whyNotReady = createReadiness(looked);
  return [
    part("/livez", async (res) => answerPlainly(res, 200, "The server is alive.")),
    part("/readyz", async (res) => {
      const why = await whyNotReady();
      if (why) answerPlainly(res, 503, why);
      else answerPlainly(res, 200, "The server is ready.");
    }),
  ];
}

/** Says why the server should not be sent anybody just now; undefined when it is ready. */
function createReadiness({
  runner,
  loop,
  isDraining,
  patienceMs = PATIENCE_MS,
  clock = () => performance.now(),
}: Looked): () => Promise<string | undefined> {
  // However many ask at once, one program runs for all of them.
  let last: { readonly at: number; readonly ran: Promise<boolean> } | undefined;
  return async () => {
    if (isDraining()) return "The server is about to stop.";
    const blocked = loop.blockedMs();
    if (blocked > 0) return `The server could not answer anybody for ${Math.round(blocked)} ms.`;
    if (!last || clock() - last.at >= CACHED_MS)
      last = { at: clock(), ran: runsPrograms(runner, patienceMs) };
    return (await last.ran)
      ? undefined
      : `A program could not be run in a fresh sandbox within ${patienceMs / 1_000} s.`;
  };
}

/** Whether a Socket.IO server comes to listen in a sandbox of its own. */
async function runsPrograms(runner: Looked["runner"], patienceMs: number): Promise<boolean> {
  const sandbox = openSandbox({ runner });
  let late: NodeJS.Timeout | undefined;
  const listens = sandbox.run(PROGRAM).then(({ listening }) => listening);
  const isLate = new Promise<undefined>((resolve) => {
    late = setTimeout(() => resolve(undefined), patienceMs);
  });
  try {
    return (await Promise.race([listens, isLate])) !== undefined;
  } catch {
    return false;
  } finally {
    clearTimeout(late);
    sandbox.close();
  }
}

function part(path: `/${string}`, answer: (res: ServerResponse) => Promise<void>): Mount {
  return {
    prefix: path,
    request(req: IncomingMessage, res: ServerResponse) {
      const { method } = req;
      res.setHeader("Cache-Control", "no-store");
      if (method === "GET" || method === "HEAD") void answer(res);
      else answerPlainly(res, 405, "The health of the server can only be read.");
    },
    upgrade: (_req, socket) =>
      refuseUpgrade(socket, 404, "The health of the server is plain HTTP."),
    close: async () => undefined,
  };
}
