// Which of a program's http servers a port means, and which engine takes a path of it: Node's and engine.io's rules.
// Numbers only; what the engines are is for others.

export type Ports = {
  /** False if the port is taken. */
  readonly listen: (server: number, port: number) => boolean;
  /** False if this server does not listen there. */
  readonly unlisten: (server: number, port: number) => boolean;
  /** How many are taken. */
  readonly listening: () => number;
  readonly attach: (engine: number, server: number, path: string) => void;
  /** The server at `port`; without one, the first that listened and still does. */
  readonly serverAt: (port: number | undefined) => number | undefined;
  /** The port of that first one. */
  readonly firstPort: () => number | undefined;
  readonly engineFor: (server: number, target: string) => number | undefined;
  readonly enginesOf: (server: number) => readonly number[];
};

type Attachment = { readonly engine: number; readonly server: number; readonly path: string };

/** Places where engines are attached: far more than a program needs, few enough to look through. */
const MOST_ATTACHMENTS = 100;

export function createPorts(): Ports {
  // In the order in which they began to listen.
  const listening = new Map<number, number>();
  let attachments: readonly Attachment[] = [];
  return {
    listen(server, port) {
      if (listening.has(port)) return false;
      listening.set(port, server);
      return true;
    },
    unlisten: (server, port) => listening.get(port) === server && listening.delete(port),
    listening: () => listening.size,
    attach(engine, server, path) {
      const attachment = { engine, server, path: normalised(path) };
      const others = attachments.filter(
        (other) => other.engine !== engine || other.path !== attachment.path,
      );
      // The last to attach sees a request first, as each wraps the listeners it finds.
      attachments = [attachment, ...others].slice(0, MOST_ATTACHMENTS);
    },
    serverAt(port) {
      return port === undefined ? listening.values().next().value : listening.get(port);
    },
    firstPort: () => listening.keys().next().value,
    engineFor(server, target) {
      return attachments.find(
        ({ server: at, path }) =>
          at === server && target.startsWith(path) && !CLIENT_FILE.test(target.slice(path.length)),
      )?.engine;
    },
    enginesOf(server) {
      return attachments.filter((one) => one.server === server).map((one) => one.engine);
    },
  };
}

/** Files of the client library, which socket.io's `serveClient` answers before engine.io sees the request. */
const CLIENT_FILE = /^socket\.io(\.esm|\.msgpack)?(\.min)?\.js(\.map)?(\?|$)/;

// As engine.io's `_computePath`.
function normalised(path: string): string {
  return `${path.replace(/\/$/, "")}/`;
}
