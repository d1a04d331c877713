// A browser has six connections to one server, for all of a page. A client that polls, and will not move to WebSocket,
// keeps one of them waiting: here it asks its host for a seat first, and is refused with the reason when there is none.
import type { XHR } from "socket.io-client";
import type { Order, ReportOf } from "#protocol/client.ts";
import {
  type InnerTransport,
  type SocketIoClient,
  wrapManager,
  wrapPolling,
} from "./client-internals.ts";

export type PollingSeat = {
  /** The host's answer. */
  readonly answer: (given: Extract<Order, { order: "seat" }>) => void;
};

const NO_SEAT =
  "four clients of this page keep polling already, and a browser has only six connections to one server";

/** Has every connection of `client` that keeps polling ask for a seat from now on, and give it back. */
export function takePollingSeats(
  client: SocketIoClient & { readonly polling: typeof XHR },
  post: (report: ReportOf<"seat">) => void,
): PollingSeat {
  const seats = new Map<InnerTransport, number>();
  const asked = new Map<number, (isGranted: boolean) => void>();
  const refused = new WeakSet<object>();
  let count = 0;

  const leave = (transport: InnerTransport): void => {
    const seat = seats.get(transport);
    if (seat === undefined) return;
    seats.delete(transport);
    asked.delete(seat);
    post({ report: "seat", seat, isWanted: false });
  };

  wrapPolling(client.polling, "doOpen", (transport, original) => {
    if (!keepsPolling(transport)) return original();
    const seat = ++count;
    seats.set(transport, seat);
    asked.set(seat, (isGranted) => {
      if (isGranted) {
        original();
      } else {
        refused.add(transport.socket);
        transport.onError(NO_SEAT);
      }
    });
    return post({ report: "seat", seat, isWanted: true });
  });
  // Whichever end closes it, the one or the other is called.
  for (const method of ["doClose", "onClose"] as const)
    wrapPolling(client.polling, method, (transport, original) => {
      leave(transport);
      return original();
    });
  // To ask again and again would only hide the reason. `connect` asks anew.
  wrapManager(client, "reconnect", (manager, original) =>
    manager.engine && refused.has(manager.engine) ? undefined : original(),
  );

  return {
    answer({ seat, isGranted }) {
      const open = asked.get(seat);
      asked.delete(seat);
      open?.(isGranted);
    },
  };
}

function keepsPolling({ socket: { transports, opts } }: InnerTransport): boolean {
  return opts.upgrade === false || transports.every((name) => name === "polling");
}
