// The world in which learner code of a client runs: the names it gets, which all lead to the one sandbox.
import type { io as connect, ManagerOptions, Socket, SocketOptions } from "socket.io-client";
import type { Opening, Report } from "#protocol/client.ts";
import type { SocketIoClient } from "./client-internals.ts";
import { logText } from "./log-text.ts";
import type { PendingWork } from "./pending-work.ts";
import { type Believed, connectionAddress, requestAddress } from "./sandbox-address.ts";

/** The whole of socket.io-client that a client needs. */
export type ClientLibrary = SocketIoClient & {
  readonly io: typeof connect;
  readonly protocol: number;
};

type Options = Partial<ManagerOptions & SocketOptions>;

/** `io` as learner code has it: every address of the learner's own server leads to the sandbox. Also the package itself. */
export type SandboxIo = (url?: string | Options, options?: Options) => Socket;

const levels = ["log", "info", "warn", "error", "debug"] as const;

/** `io`, with the scene's options beneath those of each call. */
export function sandboxIo(
  library: ClientLibrary,
  believed: Believed,
  defaults: Options,
): SandboxIo {
  const { Manager } = library;
  const place = (given: string | Options | undefined, options: Options = {}) => {
    const url = typeof given === "string" ? given : undefined;
    const all = { ...defaults, ...(typeof given === "object" ? given : {}), ...options };
    const address = connectionAddress(url, believed);
    return {
      url: address.url,
      options: { ...all, path: `${address.prefix}${all.path ?? "/socket.io/"}` },
    };
  };
  const io: SandboxIo = (given, given2) => {
    const { url, options } = place(given, given2);
    return library.io(url, options);
  };
  class SandboxManager extends Manager {
    constructor(given?: string | Options, given2?: Options) {
      const { url, options } = place(given, given2);
      super(url, options);
    }
  }
  const { Socket: SocketClass, protocol } = library;
  return Object.assign(io, {
    io,
    connect: io,
    default: io,
    Manager: SandboxManager,
    Socket: SocketClass,
    protocol,
  });
}

/** `fetch`, whose relative and own addresses lead to the sandbox. */
export function sandboxFetch(
  fetch: typeof globalThis.fetch,
  believed: Believed,
): typeof globalThis.fetch {
  return async (input, init) =>
    input instanceof Request
      ? fetch(new Request(requestAddress(input.url, believed), input), init)
      : fetch(requestAddress(String(input), believed), init);
}

/** The names learner code gets as its parameters. */
export function learnerNames(
  opening: Opening,
  world: {
    readonly io: SandboxIo;
    readonly fetch: typeof globalThis.fetch;
    readonly post: (report: Report) => void;
    readonly pending: PendingWork;
    /** Where learner code is right now, as `client.js:3:5`. */
    readonly place: () => string | undefined;
  },
): Readonly<Record<string, unknown>> {
  const { href, origin, protocol, host, hostname, port, pathname, search, hash } = new URL(
    pageOf(opening),
  );
  const logAt =
    (level: (typeof levels)[number]) =>
    (...args: unknown[]) => {
      const where = world.place();
      world.post({ report: "log", level, text: logText(args), ...(where && { where }) });
    };
  const { setTimeout, setInterval, clear } = world.pending;
  return {
    io: world.io,
    fetch: world.fetch,
    location: Object.freeze({
      href,
      origin,
      protocol,
      host,
      hostname,
      port,
      pathname,
      search,
      hash,
    }),
    me: opening.name,
    log: logAt("log"),
    console: Object.freeze(Object.fromEntries(levels.map((level) => [level, logAt(level)]))),
    // As names, not as globals: the libraries in our worker keep time of their own by the global ones.
    setTimeout,
    setInterval,
    clearTimeout: clear,
    clearInterval: clear,
  };
}

/** The address of the page that a client's code believes it runs on. */
export function pageOf(opening: Opening): string {
  return opening.page ?? opening.server;
}
