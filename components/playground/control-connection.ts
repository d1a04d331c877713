// The page's end of the control connection: asks for a sandbox, or for the one this tab has had, and does so again
// whenever the connection comes back. It knows no trace and no clients; it passes on what the gateway says.
import { io, type Socket } from "socket.io-client";
import {
  type Answer,
  CONTROL_NAMESPACE,
  CONTROL_PATH,
  type FromPage,
  type Opened,
  type Refused,
  type ToPage,
} from "#protocol/control.ts";
import type { OwnedStore } from "./owned-sandbox.ts";
import { createStore, type Store } from "./store.ts";

export type ControlListener = {
  readonly opened: (opened: Opened) => void;
  /** The sandbox cannot be had; the text is the gateway's. */
  readonly refused: (text: string) => void;
  /** The connection is gone for now, and is being tried again. */
  readonly away: () => void;
  /** The server is about to go away for a while. */
  readonly stopping: (text: string) => void;
  /** All sandboxes are in use; the text says when it is this page's turn. */
  readonly queued: (text: string) => void;
  readonly taken: (text: string) => void;
  readonly trace: ToPage["trace"];
  readonly begun: ToPage["begun"];
  readonly order: ToPage["order"];
};

type Verb = Exclude<keyof FromPage, "open" | "stop">;
type Asked<V extends Verb> = Parameters<FromPage[V]>[0];
type Answered<V extends keyof FromPage> = FromPage[V] extends (...args: infer A) => void
  ? A extends [...unknown[], (answer: infer R) => void]
    ? R
    : never
  : never;

export type Control = {
  /** What is to be worked out is worked out once the sandbox is there, which may be long after. */
  readonly ask: <V extends Verb>(
    verb: V,
    asked: Asked<V> | (() => Asked<V>),
  ) => Promise<Answered<V>>;
  readonly stop: () => Promise<Answer>;
  /** Asks for the sandbox again, after another tab took it or the gateway refused. */
  readonly reopen: () => void;
  readonly close: () => void;
};

const PATIENCE_MS = 15_000;
/** What `ask` resolves with, this very object, when nobody answered. */
export const NO_ANSWER: Refused = {
  ok: false,
  text: "The lessons server did not answer. Check your connection, then try again.",
};

export function connectControl(owned: OwnedStore, hear: ControlListener): Control {
  const socket: Socket<ToPage, FromPage> = io(CONTROL_NAMESPACE, {
    path: CONTROL_PATH,
    transports: ["websocket"],
    forceNew: true,
    reconnectionDelayMax: 3_000,
  });

  // The pairs of question and answer are in `Control`; what the library infers of them is no help.
  const asking = socket as unknown as {
    timeout: (ms: number) => {
      emitWithAck: <T extends object>(verb: string, ...asked: unknown[]) => Promise<Answer<T>>;
    };
  };
  const emit = <T extends object>(verb: keyof FromPage, ...asked: unknown[]) =>
    answered(asking.timeout(PATIENCE_MS).emitWithAck<T>(verb, ...asked));
  // Until the gateway has given this connection its sandbox, whatever is asked of the sandbox waits.
  const isOpen = createStore<boolean | undefined>(false);
  const isQueued = createStore(false);
  const emitOpened = async <T extends object>(verb: keyof FromPage, asked: () => unknown[]) => {
    let didOpen = await becomesTrue(isOpen, PATIENCE_MS);
    while (!didOpen && isQueued.get()) didOpen = await becomesTrue(isOpen, PATIENCE_MS);
    return didOpen ? emit<T>(verb, ...asked()) : NO_ANSWER;
  };

  const open = async () => {
    // It may be long until there is one; a connection that is lost ends the wait.
    const answer = await answered<Opened>(socket.emitWithAck("open", owned.get() ?? {}));
    isQueued.set(false);
    if (answer === NO_ANSWER) return;
    if (!answer.ok) {
      hear.refused(answer.text);
      // Whoever waits for it waits no longer.
      return isOpen.set(undefined);
    }
    owned.set({ sandbox: answer.sandbox, token: answer.token });
    hear.opened(answer);
    isOpen.set(true);
  };
  socket.on("connect", () => void open());
  socket.on("connect_error", () => hear.away());
  socket.on("disconnect", (reason) => {
    isOpen.set(false);
    if (reason !== "io client disconnect") hear.away();
    // The gateway's own disconnect is not retried by socket.io-client.
    if (reason === "io server disconnect") socket.connect();
  });
  socket.on("trace", (batch) => hear.trace(batch));
  socket.on("begun", (run) => hear.begun(run));
  socket.on("order", (given) => hear.order(given));
  socket.on("queued", ({ text }) => {
    isQueued.set(true);
    hear.queued(text);
  });
  socket.on("stopping", ({ text }) => hear.stopping(text));
  socket.on("taken", ({ text }) => {
    // Not to come back by itself: two tabs would take it from each other for ever.
    socket.disconnect();
    hear.taken(text);
  });

  return {
    ask: (verb, asked) =>
      emitOpened(verb, () => [typeof asked === "function" ? asked() : asked]) as Promise<never>,
    stop: () => emitOpened("stop", () => []),
    reopen: () => {
      isOpen.set(false);
      if (socket.connected) void open();
      else socket.connect();
    },
    close: () => void socket.disconnect(),
  };
}

/** An answer that does not come is a refusal too: nothing here waits for ever. */
async function answered<T extends object>(asked: Promise<Answer<T>>): Promise<Answer<T>> {
  try {
    return await asked;
  } catch {
    return NO_ANSWER;
  }
}

function becomesTrue(
  { get, subscribe }: Pick<Store<boolean | undefined>, "get" | "subscribe">,
  ms: number,
): Promise<boolean> {
  if (get()) return Promise.resolve(true);
  return new Promise((resolve) => {
    const end = () => {
      stop();
      clearTimeout(late);
      resolve(get() === true);
    };
    const stop = subscribe(end);
    const late = setTimeout(end, ms);
  });
}
