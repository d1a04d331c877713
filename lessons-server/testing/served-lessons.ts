// For tests: the lessons server as `npm start` opens it, on a port of its own. In the place of Next, which needs a built
// site, answers one sentence.
import path from "node:path";
import { onTestFinished } from "vitest";
import { answerPlainly, refuseUpgrade } from "../gateway/plain-answer.ts";
import type { Mount } from "../mount.ts";
import { readEnvironment } from "../environment.ts";
import { type OpenServer, openServer } from "../open-server.ts";
import { openPage, type Page } from "./control-rig.ts";
import { freePort } from "./sandbox-command.ts";

export type ServedLessons = {
  readonly url: string;
  readonly port: number;
  readonly server: OpenServer;
  /** A page that has a sandbox. */
  readonly page: () => Promise<Page>;
  readonly close: () => Promise<void>;
};

type Env = Readonly<Record<string, string>>;
const DIST = path.resolve(import.meta.dirname, "../../dist");

/** Is closed with the test. */
export async function serveLessons(env: Env = {}): Promise<ServedLessons> {
  const lessons = await openLessons(env);
  onTestFinished(lessons.close);
  return lessons;
}

/** Is closed by whoever opens it. `also` answers before the site. */
export async function openLessons(
  env: Env = {},
  also: readonly Mount[] = [],
): Promise<ServedLessons> {
  const port = await freePort();
  const server = await openServer({
    environment: readEnvironment({ PORT: String(port), ...env }),
    dist: DIST,
    site: Promise.resolve({
      request: (_req, res) => answerPlainly(res, 200, "The site."),
      upgrade: (_req, socket) => refuseUpgrade(socket, 404, "The site takes no upgrades."),
      close: async () => undefined,
    }),
    also,
  });
  const ends: (() => unknown)[] = [];
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    port,
    server,
    async page() {
      const page = openPage(url, { ends });
      await page.open();
      return page;
    },
    async close() {
      await Promise.all(ends.map((end) => end()));
      await server.close();
    },
  };
}
