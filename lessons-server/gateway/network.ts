// The network of one run of one program: real engine.io behind its ports, its own routes, every byte recorded.
// Untrusted operations come in through `apply`; the program hears of the network only through `deliver`.
import type { Operation } from "#protocol/runner.ts";
import type { TurnId } from "#trace/event.ts";
import { createAnswerHeaders } from "./answer-headers.ts";
import { doingOf } from "./doing.ts";
import { createAsks } from "./engine-asks.ts";
import type { EngineSocket } from "./engine-socket.ts";
import type { Visits } from "./engine-visit.ts";
import { createLimitNotes } from "./limit-notes.ts";
import { createIntake } from "./intake.ts";
import { LIMITS, type LimitName, type Limits } from "./limits.ts";
import { createArrivals, noNumbers, type Numbers } from "./network-arrivals.ts";
import { createDoor, type Door } from "./network-door.ts";
import { createEngines } from "./network-engines.ts";
import { createPackets } from "./network-packets.ts";
import { createProgramRequests } from "./network-requests.ts";
import { createSessions, type Deliver, type SessionCount } from "./network-sessions.ts";
import type { Recorder } from "./recorder.ts";
import { createRedact } from "./redact.ts";
import type { Tape } from "./tape.ts";
import { createWays, type Ways } from "./way.ts";

/** The operations that a network carries out; the others are the sandbox's. */
export type NetworkOperation = Extract<
  Operation,
  {
    op:
      | "listen"
      | "unlisten"
      | "engine"
      | "engineClosed"
      | "hooks"
      | "answer"
      | "serves"
      | "watch"
      | "packet"
      | "broadcast"
      | "disconnect"
      | "respond"
      | "beginAnswer"
      | "writeAnswer"
      | "endAnswer"
      | "cutAnswer";
  }
>;

export type NetworkOptions = {
  readonly recorder: Pick<Recorder, "append">;
  /** Called for everything that happens to the program; each call is to become one turn. It must not throw. */
  readonly deliver: Deliver;
  /** About how many bytes of what was delivered the program has not taken yet. */
  readonly waiting?: () => number;
  readonly limits?: Partial<Limits> | undefined;
  /** The id in the sandbox's address, which nothing that is recorded or delivered may hold. */
  readonly sandbox?: string | undefined;
  /** The ways of its clients, which may be disturbed; clear ones unless told. */
  readonly ways?: Ways;
  /** What has been numbered before, by the network of a program that was restarted. */
  readonly numbers?: Numbers;
  /** Called with each `limit` fact that the network writes. */
  readonly onLimit?: (what: LimitName) => void;
  /** Milliseconds, monotonic. */
  readonly clock?: () => number;
};

export type Network = Pick<Door, "handleRequest" | "handleUpgrade"> & {
  /** Carries out the network operations among these, in order; ignores the others, and all after `close`. */
  readonly apply: (turn: TurnId, operations: readonly Operation[]) => void;
  /**
   * The program is gone: sessions close, open requests are refused, and so is whoever comes later, with this sentence.
   * What waits is cut off, as when a process dies, and told so only when the program was "lost", which is no doing of its.
   * After a "restart" another network takes over.
   */
  readonly close: (sentence: string, how?: "restart" | "lost") => void;
  /** For the settle barrier: each session's packets. */
  readonly counts: () => readonly SessionCount[];
  /** Requests that the program has not answered. */
  readonly unanswered: () => number;
  /** For the settle barrier: the same, by whose they are. */
  readonly held: () => ReadonlyMap<string, number>;
};

export function createNetwork(options: NetworkOptions): Network {
  const limits: Limits = { ...LIMITS, ...options.limits };
  const clock = options.clock ?? (() => performance.now());
  const tape: Tape = { append: options.recorder.append, redact: createRedact(options.sandbox) };
  const note = createLimitNotes({ append: tape.append, limits, clock, onLimit: options.onLimit });
  const deliver: Deliver = (input, trigger) => {
    if (!isOver) options.deliver(input, trigger);
  };
  const intake = createIntake({ limits, clock, waiting: options.waiting ?? (() => 0) });
  const visits: Visits = new WeakMap();
  const beforeEnd = (): void => door.recordCause();
  const numbers = options.numbers ?? noNumbers();
  const sessions = createSessions({
    tape,
    deliver,
    limits,
    note,
    clock,
    intake,
    beforeEnd,
    numbers,
  });
  const arrivals = createArrivals({ tape, isConnected: sessions.isConnected, numbers });
  const headers = createAnswerHeaders(note);
  const asks = createAsks({ deliver, visits, limits, note, intake });
  const requests = createProgramRequests({
    deliver,
    limits,
    note,
    intake,
    headers,
    endedByProgram: asks.endedByProgram,
  });
  const packets = createPackets({ tape, sessions, limits, note, clock });
  const { refusal } = sessions;
  const { programOf } = asks;
  const engines = createEngines({
    tape,
    limits,
    note,
    refusal,
    programOf,
    visits,
    headers,
    opened,
  });
  const door = createDoor({
    tape,
    limits,
    note,
    clock,
    visits,
    engines,
    arrivals,
    requests,
    sessions,
    ways: options.ways ?? createWays(),
  });
  let isOver = false;

  function applyOne(turn: TurnId, operation: Operation): void {
    switch (operation.op) {
      case "listen":
        return engines.listen(doingOf(turn, operation), operation);
      case "unlisten":
        return engines.unlisten(doingOf(turn, operation), operation);
      case "engine":
        return engines.open(doingOf(turn, operation), operation);
      case "engineClosed":
        return engines.close(operation.engine);
      case "hooks":
        return asks.hook(operation);
      case "answer":
        return asks.answer(operation);
      case "serves":
        return engines.serve(operation);
      case "watch":
        return sessions.watch(operation.session);
      case "packet":
        return packets.emit(turn, operation);
      case "broadcast":
        return packets.broadcast(turn, operation);
      case "disconnect": {
        const session = sessions.byId(operation.session);
        if (session) session.endedBy ??= doingOf(turn, operation);
        return void session?.socket.close(operation.discard);
      }
      case "respond":
        return requests.respond(operation, doingOf(turn, operation));
      case "beginAnswer":
      case "writeAnswer":
      case "endAnswer":
      case "cutAnswer":
        return requests.stream(operation, doingOf(turn, operation));
      default:
        return void (operation satisfies Exclude<Operation, NetworkOperation>);
    }
  }

  function opened(engine: number, socket: EngineSocket): void {
    const exchange = visits.get(socket.request)?.exchange;
    // engine.io opens a session a moment after its request, and the run may have ended in between.
    if (isOver || !exchange) socket.close(true);
    else sessions.open(engine, socket, exchange);
  }

  return {
    handleRequest: door.handleRequest,
    handleUpgrade: door.handleUpgrade,
    apply(turn, operations) {
      if (!isOver) for (const operation of operations) applyOne(turn, operation);
    },
    close(sentence, how) {
      if (isOver) return;
      isOver = true;
      asks.close();
      sessions.cut(sentence);
      engines.closeAll();
      door.close(sentence, how === "lost");
      if (how === "restart") arrivals.leaveToAnother();
      else arrivals.leave();
    },
    counts: sessions.counts,
    unanswered: requests.unanswered,
    held: requests.held,
  };
}
