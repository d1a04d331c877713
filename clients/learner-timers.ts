// Keeps the timers of socket.io-client apart from the learner's: heartbeats, connection timeouts and backoff must not
// look like work of the client's own, while an ack timeout must, since learner code is called when it passes.
import {
  type InnerManager,
  type SocketIoClient,
  wrapManager,
  wrapSocket,
} from "./client-internals.ts";
import type { Native, PendingWork } from "./pending-work.ts";

/** Gives `client` the native timers for itself, and `pending`'s for the timeouts of acks. */
export function separateTimers(client: SocketIoClient, native: Native, pending: PendingWork): void {
  const adopt = (manager: InnerManager): void => {
    // Read by every engine of this manager; the captured natives are older than any replacement of the globals.
    manager.opts.useNativeTimers = true;
    manager.setTimeoutFn = native.setTimeout;
    manager.clearTimeoutFn = pending.clear;
  };
  wrapManager(client, "open", (manager, original) => {
    adopt(manager);
    return original();
  });
  wrapManager(client, "socket", (manager, original) => {
    adopt(manager);
    return original();
  });
  wrapSocket(client, "_registerAckCallback", (socket, original) => {
    socket.io.setTimeoutFn = pending.setTimeout;
    try {
      return original();
    } finally {
      socket.io.setTimeoutFn = native.setTimeout;
    }
  });
}
