// One client of a scene: the real socket.io-client, told what to do by orders and telling what it did by reports.
// Neutral code: it knows neither the DOM nor Node. Its hosts give it a library, a way to post, and the native timers.
import type { Socket, XHR } from "socket.io-client";
import { Opening, type Order, type Report } from "#protocol/client.ts";
import { type Actor, perform } from "./deeds.ts";
import { reportHandledEvents } from "./handled-events.ts";
import {
  type ClientLibrary,
  learnerNames,
  pageOf,
  sandboxFetch,
  sandboxIo,
} from "./learner-code.ts";
import { type LearnerProgram, learnerProgram } from "./learner-program.ts";
import { separateTimers } from "./learner-timers.ts";
import { cut } from "./log-text.ts";
import { type Native, trackPendingWork } from "./pending-work.ts";
import { takePollingSeats } from "./polling-seat.ts";
import { countSessions } from "./session-counts.ts";
import { reportSocketStates } from "./socket-states.ts";
import { standStill } from "./stand-still.ts";

/** What a host lends to its client. */
export type Environment = {
  readonly library: ClientLibrary;
  readonly post: (report: Report) => void;
  readonly native: Native;
  /** How this library polls, where connections are few. */
  readonly polling?: typeof XHR;
};

export type Runtime = {
  readonly order: (order: Order) => void;
  /** Reports what nobody caught: the host calls it for uncaught errors and rejections. */
  readonly fault: (error: unknown) => void;
};

const chattyReports = 200;

/** Makes a client that waits for its `open` order. Only one for each copy of the library: its prototypes are wrapped. */
export function createRuntime({ library, post: send, native, polling }: Environment): Runtime {
  const { post, refill } = withCredit(send);
  const pending = trackPendingWork(native);
  const counts = countSessions(library);
  reportHandledEvents(library, { origin: counts.origin, now: native.now, post });
  const states = reportSocketStates(library, { now: native.now, post });
  separateTimers(library, native, pending);
  const seat = polling && takePollingSeats({ ...library, polling }, post);

  let actor: Actor | undefined;
  let program: LearnerProgram | undefined;
  let deeds = 0;

  const fault = (error: unknown): void => {
    const known = error instanceof Error ? error : new Error(String(error));
    const { name, message } = known;
    const stack = program?.stack(known) ?? `${name}: ${message}`;
    post({
      report: "fault",
      name: cut(name, 1_000),
      message: cut(message),
      stack: cut(stack, 16_000),
    });
  };

  const sockets = () => states.sockets() as unknown as readonly Socket[];

  const open = (asked: Opening): void => {
    const opening = Opening.parse(asked);
    const believed = { url: opening.url, server: opening.server, page: pageOf(opening) };
    const io = sandboxIo(library, believed, opening.options as Parameters<typeof sandboxIo>[2]);
    const fetch = sandboxFetch(pending.fetch, believed);
    const newest = (nsp: string) => sockets().findLast((socket) => nameOf(socket) === nsp);
    // What is not said by the client's own code is meant for the server, whatever page the client is on.
    const onServer = (path: string) => new URL(path, opening.server).href;
    actor = {
      sockets,
      socket: (nsp) => newest(nsp) ?? io(onServer(nsp)),
      request: (path, init) => fetch(onServer(path), init),
    };
    if (opening.code === undefined) {
      for (const nsp of opening.namespaces) actor.socket(nsp);
      return;
    }
    if ("flaw" in opening.code) return post({ report: "fault", ...opening.code.flaw });
    const names = learnerNames(opening, {
      io,
      fetch,
      post,
      pending,
      place: () => program?.place(),
    });
    program = learnerProgram(opening.code.files, { names, library: io, page: believed.page });
    program.run().catch(fault);
  };

  const act = async (id: number, deed: Extract<Order, { order: "do" }>["deed"]): Promise<void> => {
    deeds += 1;
    const outcome = actor
      ? await perform(deed, actor)
      : ({ outcome: "failed", message: "not open yet" } as const);
    deeds -= 1;
    post({ report: "done", act: id, outcome });
  };

  const close = (): void => {
    pending.end();
    for (const socket of sockets()) socket.disconnect();
  };

  return {
    fault,
    order(order) {
      switch (order.order) {
        case "open":
          return open(order.opening);
        case "do":
          void act(order.act, order.deed);
          return;
        case "count":
          return post({
            report: "counts",
            round: order.round,
            counts: {
              connections: counts.connections(),
              namespaces: states.unconnected(),
              nextTimer: pending.nextTimer(),
              fetches: pending.fetches(),
              deeds,
            },
          });
        case "ping":
          refill();
          return post({ report: "alive" });
        case "freeze":
          standStill(order.ms);
          return post({ report: "thawed" });
        case "seat":
          return seat?.answer(order);
        case "close":
          return close();
        default:
          return order satisfies never;
      }
    },
  };
}

function nameOf(socket: Socket): string {
  return (socket as unknown as { readonly nsp: string }).nsp;
}

// Learner code that logs or fails in a loop must not bury its host: so many lines between two pings, then a count.
function withCredit(send: (report: Report) => void): {
  post: (report: Report) => void;
  refill: () => void;
} {
  let used = 0;
  return {
    post(report) {
      if (report.report === "log" || report.report === "fault") {
        used += 1;
        if (used > chattyReports) return;
      }
      send(report);
    },
    refill() {
      const dropped = used - chattyReports;
      if (dropped > 0)
        send({ report: "log", level: "warn", text: `${dropped} more lines were left out` });
      used = 0;
    },
  };
}
