// Counts what each Engine.IO session of a client has received and sent: the client's half of the counting barrier
// (DESIGN §2.5), and the numbering that `handled` shares with the server's `to.packet`.
import type { ConnectionCount } from "#protocol/client.ts";
import {
  activeSockets,
  type InnerEngine,
  type InnerManager,
  type InnerPacket,
  type SocketIoClient,
  wrapManager,
} from "./client-internals.ts";

/** The n-th Socket.IO packet (from 1) that a session brought. */
export type Origin = { readonly sid: string; readonly packet: number };

export type SessionCounts = {
  readonly connections: () => ConnectionCount[];
  /** Which packet brought these arguments of an event; undefined for arguments that no packet brought. */
  readonly origin: (args: object) => Origin | undefined;
};

type Session = { received: number; sent: number; upgrading: boolean };

/** Counts every session that `client` opens from now on. A session that has closed is no longer counted. */
export function countSessions(client: SocketIoClient): SessionCounts {
  const managers = new Set<InnerManager>();
  const sessions = new WeakMap<InnerEngine, Session>();
  const origins = new WeakMap<object, Origin>();

  wrapManager(client, "open", (manager, original) => {
    const result = original();
    managers.add(manager);
    if (manager.engine && !sessions.has(manager.engine))
      sessions.set(manager.engine, follow(manager.engine));
    return result;
  });
  wrapManager(client, "ondecoded", (manager, original, decoded) => {
    const session = manager.engine && sessions.get(manager.engine);
    const { data } = decoded as InnerPacket;
    if (session !== undefined) {
      session.received += 1;
      if (Array.isArray(data))
        origins.set(data, { sid: manager.engine?.id ?? "", packet: session.received });
    }
    return original();
  });

  return {
    origin: (args) => origins.get(args),
    connections: () =>
      [...managers].flatMap((manager) => {
        const session = manager.engine && sessions.get(manager.engine);
        if (session === undefined || manager.engine?.readyState !== "open") return [];
        const waiting = activeSockets(manager).reduce(
          (sum, socket) => sum + socket.receiveBuffer.length,
          0,
        );
        return [{ sid: manager.engine.id ?? "", waiting, ...session }];
      }),
  };
}

function follow(engine: InnerEngine): Session {
  const session: Session = { received: 0, sent: 0, upgrading: false };
  const ended = () => {
    session.upgrading = false;
  };
  engine.on("packetCreate", (packet) => {
    if (packet.type === "message") session.sent += 1;
  });
  engine.on("open", () => {
    session.upgrading = engine.opts.upgrade === true && (engine._upgrades ?? []).length > 0;
  });
  engine.on("upgrade", ended);
  engine.on("upgradeError", ended);
  engine.on("close", ended);
  return session;
}
