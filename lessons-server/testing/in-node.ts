// For tests: a program run by this Node as it is, in a thread of its own, with the packages of node_modules. Whatever
// port it asks for it gets a free one; how it ends, or where it listens, is told.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { Worker } from "node:worker_threads";

export type InNode =
  | { readonly how: "crashed"; readonly name: string; readonly message: string }
  | { readonly how: "finished" }
  | { readonly how: "listens"; readonly url: string; readonly stop: () => void };

const DIST = path.resolve(import.meta.dirname, "../../dist");

/** Loaded before the program: tells the port of each server that listens. */
const PRELOAD = `
const { Server } = require("node:http");
const { parentPort } = require("node:worker_threads");
const { listen } = Server.prototype;
Server.prototype.listen = function (...args) {
  const callback = args.find((one) => typeof one === "function");
  return listen.call(this, 0, "127.0.0.1", () => {
    parentPort.postMessage(this.address().port);
    callback?.();
  });
};
`;

/** Runs the text of one file, as the module system its name says: `server.cjs`, `server.mjs`. */
export async function runInNode(file: string, source: string): Promise<InNode> {
  const folder = await mkdtemp(path.join(DIST, "in-node-"));
  const preload = path.join(folder, "preload.cjs");
  await writeFile(preload, PRELOAD);
  await writeFile(path.join(folder, file), source);
  const program = new Worker(path.join(folder, file), {
    execArgv: ["--require", preload],
    stdout: true,
    stderr: true,
  });
  program.once("exit", () => void rm(folder, { recursive: true, force: true }));
  return new Promise((resolve) => {
    program.once("message", (port: number) => {
      const stop = (): void => void program.terminate();
      resolve({ how: "listens", url: `http://127.0.0.1:${port}`, stop });
    });
    program.once("error", ({ name, message }) => resolve({ how: "crashed", name, message }));
    program.once("exit", () => resolve({ how: "finished" }));
  });
}
