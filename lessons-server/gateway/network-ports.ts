// Which of a program's http servers a port means, and which engine takes a path of it: Node's and engine.io's rules.
// Numbers only; what the engines are is for others.
import { clientFile } from "./client-files.ts";

export type Ports = {
  /** False if the port is taken. */
  readonly listen: (server: number, port: number) => boolean;
  /** False if this server does not listen there. */
  readonly unlisten: (server: number, port: number) => boolean;
  /** How many are taken. */
  readonly listening: () => number;
  readonly attach: (attachment: Attachment) => void;
  /** Socket.IO answers for the files of the client library under this path of a server. */
  readonly serve: (server: number, path: string) => void;
  /** The server at `port`; without one, the first that listened and still does. */
  readonly serverAt: (port: number | undefined) => number | undefined;
  /** The port of that first one. */
  readonly firstPort: () => number | undefined;
  readonly engineFor: (server: number, target: string) => number | undefined;
  readonly attachmentsTo: (server: number) => readonly Attachment[];
};

export type Attachment = {
  readonly engine: number;
  readonly server: number;
  /** As engine.io compares it, mostly with a slash at its end. */
  readonly path: string;
  readonly takesUpgrades: boolean;
  /** How long it bears an upgrade on another path, in milliseconds; null for ever. */
  readonly patience: number | null;
};

/** Places where engines are attached: far more than a program needs, few enough to look through. */
const MOST_ATTACHMENTS = 100;

export function createPorts(): Ports {
  // In the order in which they began to listen.
  const listening = new Map<number, number>();
  let attachments: readonly Attachment[] = [];
  let served: readonly { readonly server: number; readonly path: string }[] = [];
  return {
    listen(server, port) {
      if (listening.has(port)) return false;
      listening.set(port, server);
      return true;
    },
    unlisten: (server, port) => listening.get(port) === server && listening.delete(port),
    listening: () => listening.size,
    attach(attachment) {
      const { engine } = attachment;
      const others = attachments.filter(
        (other) => other.engine !== engine || other.path !== attachment.path,
      );
      // The last to attach sees a request first, as each wraps the listeners it finds.
      attachments = [attachment, ...others].slice(0, MOST_ATTACHMENTS);
    },
    serve(server, path) {
      served = [...served, { server, path }].slice(-MOST_ATTACHMENTS);
    },
    serverAt(port) {
      return port === undefined ? listening.values().next().value : listening.get(port);
    },
    firstPort: () => listening.keys().next().value,
    engineFor(server, target) {
      if (served.some((one) => one.server === server && clientFile(target, one.path)))
        return undefined;
      return attachments.find(({ server: at, path }) => at === server && target.startsWith(path))
        ?.engine;
    },
    attachmentsTo: (server) => attachments.filter((one) => one.server === server),
  };
}
