// Reports how each socket of a client stands: connecting, connected, refused, disconnected, and for how long it now
// waits before it tries again. A report precedes the learner's own listeners for the same change.
import type { ClientCounts, ReportOf } from "#protocol/client.ts";
import type { ClientState } from "#trace/event.ts";
import { carried } from "./carried-value.ts";
import {
  activeSockets,
  type InnerManager,
  type InnerSocket,
  type SocketIoClient,
  wrapManager,
  wrapSocket,
} from "./client-internals.ts";
import { cut } from "./log-text.ts";

type Hooks = { readonly now: () => number; readonly post: (report: ReportOf<"client">) => void };

export type SocketStates = {
  /** Every socket made so far, oldest first. */
  readonly sockets: () => readonly InnerSocket[];
  /** Which namespaces are on their way to a connection, and when they will next try. */
  readonly unconnected: () => ClientCounts["namespaces"];
};

/** Posts a `client` report at every change of a socket's state, and when packets gather in its send buffer. */
export function reportSocketStates(client: SocketIoClient, { now, post }: Hooks): SocketStates {
  const states = new Map<InnerSocket, ClientState | undefined>();
  const telling = new Set<InnerSocket>();
  const retryAt = new Map<InnerManager, number>();

  const say = (socket: InnerSocket, state: ClientState): void => {
    states.set(socket, state);
    post({ report: "client", nsp: socket.nsp, state, buffered: socket.sendBuffer.length });
  };

  wrapManager(client, "socket", (manager, original) => {
    watchBackoff(manager);
    const socket = original() as InnerSocket;
    if (!states.has(socket)) states.set(socket, undefined);
    return socket;
  });
  wrapManager(client, "open", (manager, original) => {
    watchBackoff(manager);
    return original();
  });
  wrapManager(client, "emitReserved", (manager, original, event) => {
    if (event === "reconnect_attempt") {
      for (const socket of activeSockets(manager)) say(socket, { state: "connecting" });
    } else if (event === "reconnect_failed") {
      const state = {
        state: "disconnected",
        reason: "reconnection failed",
        willReconnect: false,
      } as const;
      for (const socket of activeSockets(manager)) say(socket, state);
    }
    return original();
  });
  wrapSocket(client, "connect", (socket, original) => {
    const state = states.get(socket)?.state;
    if (!socket.connected && state !== "connecting" && state !== "reconnecting")
      say(socket, { state: "connecting" });
    return original();
  });
  wrapSocket(client, "emitReserved", (socket, original, ...reserved) => {
    const state = stateAfter(socket, reserved);
    if (state !== undefined) say(socket, state);
    return original();
  });
  wrapSocket(client, "emit", (socket, original) => {
    const before = socket.sendBuffer.length;
    const result = original();
    // The first of a burst tells at the end of the turn, for all of them.
    if (socket.sendBuffer.length > before && !telling.has(socket)) {
      telling.add(socket);
      queueMicrotask(() => {
        telling.delete(socket);
        const state = states.get(socket);
        if (state !== undefined && socket.sendBuffer.length > 0) say(socket, state);
      });
    }
    return result;
  });

  function watchBackoff(manager: InnerManager): void {
    if (retryAt.has(manager)) return;
    retryAt.set(manager, 0);
    const { backoff } = manager;
    const duration = backoff.duration.bind(backoff);
    backoff.duration = () => {
      const delay = duration();
      retryAt.set(manager, now() + delay);
      const state = { state: "reconnecting", attempt: backoff.attempts, delay } as const;
      for (const socket of activeSockets(manager)) say(socket, state);
      return delay;
    };
  }

  return {
    sockets: () => [...states.keys()],
    unconnected: () =>
      [...states].flatMap(([socket, state]): ClientCounts["namespaces"] => {
        if (state?.state === "connecting")
          return [{ nsp: socket.nsp, state: state.state, dueIn: 0 }];
        if (state?.state !== "reconnecting") return [];
        return [
          {
            nsp: socket.nsp,
            state: state.state,
            dueIn: Math.max(0, (retryAt.get(socket.io) ?? 0) - now()),
          },
        ];
      }),
  };
}

function stateAfter(
  socket: InnerSocket,
  [event, detail]: readonly unknown[],
): ClientState | undefined {
  switch (event) {
    case "connect":
      return { state: "connected", id: socket.id ?? "", recovered: socket.recovered === true };
    case "connect_error": {
      if (!(detail instanceof Error)) return { state: "refused", message: cut(String(detail)) };
      const { data } = detail as Error & { readonly data?: unknown };
      const message = cut(detail.message);
      return data === undefined
        ? { state: "refused", message }
        : { state: "refused", message, data: carried(data) };
    }
    case "disconnect": {
      const { _reconnection: reconnects, skipReconnect } = socket.io;
      const willReconnect = socket.active && reconnects && skipReconnect !== true;
      return { state: "disconnected", reason: String(detail), willReconnect };
    }
    default:
      return undefined;
  }
}
