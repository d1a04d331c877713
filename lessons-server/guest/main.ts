// The runtime's entry, evaluated once into the template that every sandbox is restored from.
// Sets up the globals of a Node server, loads the real socket.io package, and answers the host's few calls.
import { rawStack } from "./errors.ts";
import "./intl.ts";
import "./globals.ts";
import "./seams.ts";
import "./held-to-caps.ts";
import "./class-names.ts";
import type { Input } from "#protocol/runner.ts";
import {
  closeConnection,
  connectionOf,
  hasConnections,
  openConnection,
  transportEvent,
  upgradeConnection,
} from "./connection.ts";
import { engineOf } from "./engine.ts";
import { consider, refused } from "./engine-questions.ts";
import { handedOn } from "./handed-on.ts";
import { abortRequest, handleRequest, isListening } from "./http.ts";
import { exportNames, importPackage, loadFile, loadMain } from "./modules.ts";
import { drainTicks, finish, guard, hasTicks, uncaught, unhandled } from "./process.ts";
import { startClock } from "./process-facts.ts";
import { fireNext, nextDue, timersKeepAlive } from "./timers.ts";
import { beginTurn, fromBase64, hasEnded, takeOutbox, takeSome } from "./wall.ts";

/** Kept from before the program can replace them: they carry everything that crosses the wall. */
const { stringify, parse } = JSON;
const WORDS_AT_ONCE = 50;
let during: "load" | "handler" | "timer" = "load";

function receive(input: Input): void {
  switch (input.in) {
    case "open": {
      const engine = engineOf(input.engine);
      return engine && openConnection(engine, input);
    }
    case "text":
      return connectionOf(input.session)?.receive(input.data);
    case "binary":
      return connectionOf(input.session)?.receive(fromBase64(input.data));
    case "upgrade":
      return upgradeConnection(input.session, input.transport);
    case "transport":
      return transportEvent(input.session, input.event);
    case "close":
      return closeConnection(input.session, input.reason, input.description);
    case "request":
      return handleRequest(input.server, input.id, input.request, input.body);
    case "abort":
      return abortRequest(input.id);
    case "ask":
      return consider(input);
    case "refused":
      return refused(input);
    default:
      return input satisfies never;
  }
}

function turn(kind: typeof during, work: () => unknown): void {
  beginTurn();
  during = kind;
  guard(kind, work);
  drainTicks(kind);
}

function said(): string {
  const operations = takeOutbox();
  return operations.length > 0 ? stringify(operations) : "";
}

/** First line: `<state> <next timer>`, state is r(unning), x (exited) or f(inished). Then what was said. */
function flushed(): string {
  const due = nextDue();
  const idle = !isListening() && !hasConnections() && !timersKeepAlive();
  const state = hasEnded() ? "x" : idle ? "f" : "r";
  return `${state} ${Number.isFinite(due) ? due : "-"}\n${said()}`;
}

/** What the host may call. Everything goes in and out as strings. */
const answers = {
  startClock,
  exportNames: () => stringify(exportNames()),
  require: (file: string) => guard("load", () => loadMain(file)),
  loadFailed: (error: unknown) => uncaught("load", error),
  input: (json: string) => turn("handler", () => receive(parse(json) as Input)),
  timer: () => turn("timer", fireNext),
  rejected: unhandled,
  /** The stack as it is now. Also asked of a program that was stopped in the midst of a turn. */
  here: rawStack,
  /** Runs what nextTick has queued and empties the outbox. */
  flush: (): string => {
    if (hasTicks()) drainTicks(during);
    return flushed();
  },
  /** The same when `flush` has said "finished" and no job is left. */
  finish: (): string => {
    finish();
    return flushed();
  },
  /**
   * The next of what a program had said that was stopped in the midst of a turn; "" when that was all. By parts: there
   * may be more than can still be told.
   */
  lastWords: (): string => {
    const words = takeSome(WORDS_AT_ONCE);
    return words.length > 0 ? stringify(words) : "";
  },
};

// Modules made by the host for `import` find packages and CommonJS files under these keys.
Object.defineProperty(globalThis, Symbol.for("sandbox.packages"), { value: importPackage });
Object.defineProperty(globalThis, Symbol.for("sandbox.require"), { value: loadFile });
Object.assign(globalThis, { __guest: answers });
Object.assign(globalThis.__layers, handedOn);
