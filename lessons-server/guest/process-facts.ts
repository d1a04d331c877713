// What `process` says of itself and of the machine: nothing of ours shows.
import { sayHere } from "./position.ts";
import { memoryBytes, monotonic } from "./wall.ts";

let startedAt = 0;

/** The snapshot was taken long ago: the program's clock starts when it is loaded. `entry` is its first file. */
export function startClock(entry: string): void {
  startedAt = monotonic();
  facts.argv[1] = `/${entry}`;
}

const hrtime = (since?: readonly [number, number]): [number, number] => {
  const now = hrtime.bigint();
  const from = since ? BigInt(since[0]) * 1_000_000_000n + BigInt(since[1]) : 0n;
  return [Number((now - from) / 1_000_000_000n), Number((now - from) % 1_000_000_000n)];
};
hrtime.bigint = (): bigint => BigInt(Math.round(monotonic() * 1e6));

function memoryUsage(): Record<string, number> {
  const bytes = memoryBytes();
  return { rss: bytes, heapTotal: bytes, heapUsed: bytes, external: 0, arrayBuffers: 0 };
}
memoryUsage.rss = memoryBytes;

/** As in Node, everything in the environment is text. */
const env = new Proxy<Record<string, string>>(
  {},
  {
    set: (target, name, value) => Reflect.set(target, name, String(value)),
    defineProperty: (target, name, { value }) =>
      Reflect.defineProperty(target, name, {
        value: String(value),
        configurable: true,
        enumerable: true,
        writable: true,
      }),
  },
);

const stream = (level: "log" | "error") => ({
  write: (text: unknown): boolean => {
    sayHere({ op: "log", level, text: String(text).replace(/\n$/, "").slice(0, 9_000) });
    return true;
  },
  isTTY: false,
});

export const facts = {
  env,
  argv: ["/usr/local/bin/node", "/server.js"],
  argv0: "node",
  execPath: "/usr/local/bin/node",
  execArgv: [] as string[],
  version: "v20.20.2",
  versions: { node: "20.20.2" },
  release: { name: "node" },
  platform: "linux",
  arch: "x64",
  pid: 1,
  ppid: 0,
  title: "node",
  cwd: () => "/",
  uptime: () => (monotonic() - startedAt) / 1_000,
  hrtime,
  memoryUsage,
  stdout: stream("log"),
  stderr: stream("error"),
};
