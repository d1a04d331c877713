// Reports each event a client has handled: how many listeners it reached (none is a fact worth teaching), and how
// long they kept the client busy.
import type { ReportOf } from "#protocol/client.ts";
import { type SocketIoClient, wrapSocket } from "./client-internals.ts";
import type { Origin } from "./session-counts.ts";

type Hooks = {
  readonly origin: (args: object) => Origin | undefined;
  readonly now: () => number;
  readonly post: (report: ReportOf<"handled">) => void;
};

/** Posts a `handled` report after the listeners of an event have returned or thrown; they were counted before. */
export function reportHandledEvents(client: SocketIoClient, { origin, now, post }: Hooks): void {
  wrapSocket(client, "emitEvent", (socket, original, first) => {
    const args = first as readonly unknown[];
    const event = String(args[0]);
    const from = origin(args);
    // Arguments that no packet brought: learner code called this private method itself.
    if (from === undefined) return original();
    const listeners = (socket._anyListeners?.length ?? 0) + socket.listeners(event).length;
    const began = now();
    try {
      return original();
    } finally {
      post({
        report: "handled",
        ...from,
        nsp: socket.nsp,
        event: event.slice(0, 1_000),
        listeners,
        ms: now() - began,
      });
    }
  });
}
