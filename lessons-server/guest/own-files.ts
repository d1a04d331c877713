// The part of node:fs that packages use to send and to read files: those of the program itself, which never change.
// A program cannot import this: for it there is no disk.
import { Buffer } from "buffer";
import EventEmitter from "events";
import { process } from "./process.ts";
import { pipeTo } from "./stream.ts";
import { fileSize, rawFile } from "./wall.ts";

const startedAt = (): Date => new Date(Date.now() - process.uptime() * 1_000);
const named = (path: string): string => path.replace(/^\/+|\/+$/g, "");

class Stats {
  readonly size: number;
  readonly mtime = startedAt();
  readonly ctime = this.mtime;
  readonly ino = 0;
  readonly #isFile: boolean;

  /** @param bytes of a file; undefined for a folder */
  constructor(bytes: number | undefined) {
    this.size = bytes ?? 0;
    this.#isFile = bytes !== undefined;
  }

  isFile = (): boolean => this.#isFile;
  isDirectory = (): boolean => !this.#isFile;
}

function noEntry(call: string, path: string): Error {
  const error = new Error(`ENOENT: no such file or directory, ${call} '${path}'`);
  return Object.assign(error, { code: "ENOENT", errno: -2, syscall: call, path });
}

function statSync(path: string, { throwIfNoEntry = true } = {}): Stats | undefined {
  const found = fileSize(named(path));
  if (found === "folder") return new Stats(undefined);
  if (found !== "") return new Stats(Number(found));
  if (throwIfNoEntry) throw noEntry("stat", path);
  return undefined;
}

type Statted = (error: Error | null, stats?: Stats) => void;

function stat(path: string, done: Statted): void {
  const stats = statSync(path, { throwIfNoEntry: false });
  process.nextTick(() => (stats ? done(null, stats) : done(noEntry("stat", path))));
}

function readFileSync(path: string, how?: string | { encoding?: string }): Buffer | string {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) throw noEntry("open", path);
  const bytes = Buffer.from(rawFile(named(path)), "utf8");
  const encoding = typeof how === "string" ? how : how?.encoding;
  return encoding ? bytes.toString(encoding as BufferEncoding) : bytes;
}

class ReadStream extends EventEmitter {
  #isDestroyed = false;

  constructor(path: string, { start = 0, end = Number.POSITIVE_INFINITY }) {
    super();
    process.nextTick(() => {
      if (this.#isDestroyed) return;
      this.emit("data", (readFileSync(path) as Buffer).subarray(start, end + 1));
      this.emit("end");
      this.emit("close");
    });
  }

  pipe = <T extends Parameters<typeof pipeTo>[1]>(to: T): T => pipeTo(this, to);

  destroy(): this {
    this.#isDestroyed = true;
    return this;
  }
}

export const ownFiles = {
  Stats,
  ReadStream,
  stat,
  statSync,
  readFileSync,
  existsSync: (path: string) => fileSize(named(path)) !== "",
  createReadStream: (path: string, how: { start?: number; end?: number } = {}) =>
    new ReadStream(path, how),
};
