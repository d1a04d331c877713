// One run of one program: its recorder, its network and its machine in the runner, from load to end.
// Turns what the program does into facts and deeds, in the order in which it did them.
import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { ClientCounts, Report } from "#protocol/client.ts";
import { Operation, type Program } from "#protocol/runner.ts";
import type { TurnHead } from "#protocol/runner-lines.ts";
import type { Deed, FactOf, Trigger, TurnId } from "#trace/event.ts";
import { factOfReport } from "./client-facts.ts";
import { faultOf } from "./fault.ts";
import type { Limits } from "./limits.ts";
import { createNetwork, type Network } from "./network.ts";
import { type Recorder, createRecorder } from "./recorder.ts";
import type { ProgramHandle, Runner } from "./runner-process.ts";
import { settle } from "./settle.ts";
import { parseWhere } from "./where.ts";

/** How a run ended; `code` is what `node` would have exited with. */
export type Ending = Pick<FactOf<"run.ended">, "why" | "code">;

export type Run = {
  readonly id: string;
  readonly recorder: Recorder;
  readonly network: Pick<Network, "handleRequest" | "handleUpgrade">;
  /** The first port the program listens on; undefined when the run ends before it listens. */
  readonly listening: Promise<number | undefined>;
  readonly ended: Promise<Ending>;
  /** Writes down what a client of the scene is told to do; gives the number by which its outcome is known. */
  readonly act: (client: string, deed: Deed) => number;
  /** Writes down what a client of the scene reports. */
  readonly report: (client: string, report: Report) => void;
  /** Waits until nothing is in flight, writes `settled`, and gives it back. */
  readonly settle: (
    clients: ReadonlyMap<string, () => Promise<ClientCounts | null>>,
    patience?: { horizon?: number; deadline?: number },
  ) => Promise<FactOf<"settled">>;
  readonly stop: () => void;
};

const Operations = z.array(Operation).max(100_000);

type Surroundings = {
  readonly runner: Runner;
  readonly program: Program;
  readonly limits?: Partial<Limits>;
  /** The sandbox's id in addresses: it is a capability and is kept out of every fact. */
  readonly sandbox?: string;
};

/** Starts a run. A program that fails to load is a run that ends; nothing is thrown for it. */
export async function startRun({ runner, program, limits, sandbox }: Surroundings): Promise<Run> {
  const id = randomUUID();
  const recorder = createRecorder();
  const { append } = recorder;
  const listening = deferred<number | undefined>();
  const ended = deferred<Ending>();
  const triggers: Trigger[] = [];
  let isOver = false;
  let acts = 0;
  let inputsDone = 0;
  let handle: ProgramHandle | undefined;

  append({ kind: "run.started", run: id, entry: program.entry, files: sizes(program) });
  const network = createNetwork({
    recorder,
    ...(limits ? { limits } : {}),
    ...(sandbox ? { sandbox } : {}),
    deliver: (input, trigger) => {
      triggers.push(trigger);
      handle?.input(input);
    },
  });

  function end(why: Ending["why"], code: number): void {
    if (isOver) return;
    isOver = true;
    handle?.drop();
    network.close(AFTER[why]);
    append({ kind: "run.ended", why, code });
    recorder.flush();
    listening.resolve(undefined);
    ended.resolve({ why, code });
  }

  function onTurn(head: TurnHead, text: string): void {
    if (isOver) return;
    const operations = readOperations(text);
    const turn = head.turn as TurnId;
    if (head.began === "input") inputsDone++;
    const { ms, fuel } = head;
    append({ kind: "turn", turn, trigger: triggerOf(head, operations, triggers), ms, fuel });
    let exit: number | undefined;
    for (const operation of operations ?? []) {
      exit ??= apply(turn, operation);
      if (isOver) return;
    }
    if (!operations) stopFor(turn, "the program said something that is not an operation");
    else if (head.killed) {
      append(
        faultOf({
          turn,
          during: head.killed.during,
          error: head.killed.error,
          files: program.files,
        }),
      );
      end("killed", 1);
    } else if (exit !== undefined) end(exit === 0 ? "finished" : "crashed", exit);
    else if (head.state === "finished" && triggers.length === 0) end("finished", 0);
  }

  /** Gives the exit code when this operation ends the program. */
  function apply(turn: TurnId, operation: Operation): number | undefined {
    switch (operation.op) {
      case "listen":
        append({ kind: "server.listening", turn, server: operation.server, port: operation.port });
        network.apply(turn, [operation]);
        return void listening.resolve(operation.port);
      case "unlisten":
        append({ kind: "server.closed", turn, server: operation.server, port: operation.port });
        return void network.apply(turn, [operation]);
      case "engine":
      case "engineClosed":
      case "packet":
      case "broadcast":
      case "disconnect":
      case "respond":
        return void network.apply(turn, [operation]);
      case "socketOpened": {
        const { session, nsp, id, recovered } = operation;
        return void append({
          kind: "socket.opened",
          turn,
          session: session as never,
          nsp,
          id,
          recovered,
        });
      }
      case "socketClosed": {
        const { session, nsp, id, reason } = operation;
        return void append({
          kind: "socket.closed",
          turn,
          session: session as never,
          nsp,
          id,
          reason,
        });
      }
      case "joined":
      case "left": {
        const { nsp, room, id, where } = operation;
        const kind = operation.op === "joined" ? "room.joined" : "room.left";
        return void append({ kind, turn, nsp, room, id, ...placed(where) });
      }
      case "log": {
        const { level, text, where } = operation;
        return void append({
          kind: "log",
          from: { side: "server" },
          turn,
          level,
          text,
          ...placed(where),
        });
      }
      case "limit":
        return void append({ kind: "limit", turn, what: operation.what, text: operation.text });
      case "timer":
        return undefined;
      case "fault": {
        const { during, name, message, stack } = operation;
        append(faultOf({ turn, during, error: { name, message, stack }, files: program.files }));
        return 1;
      }
      case "exit":
        return operation.code;
      default:
        return operation satisfies never;
    }
  }

  function stopFor(turn: TurnId, message: string): void {
    append(
      faultOf({
        turn,
        during: "runner",
        error: { name: "Stopped", message, stack: "" },
        files: program.files,
      }),
    );
    end("killed", 1);
  }

  handle = await runner.load(program, { turn: onTurn, lost: () => end("lost", 1) });

  return {
    id,
    recorder,
    network,
    listening: listening.promise,
    ended: ended.promise,
    act: (client, deed) => {
      append({ kind: "act", act: ++acts, client, deed });
      return acts;
    },
    report: (client, report) => {
      const fact = isOver ? undefined : factOfReport(client, report);
      if (fact) append(fact);
    },
    settle: async (clients, patience = {}) => {
      const fact = await settle({
        ...patience,
        clients,
        sessions: network.counts,
        inputsSent: () => handle?.inputs ?? 0,
        program: async () => {
          const answer = isOver ? undefined : await handle?.probe();
          return answer
            ? { alive: true, inputsDone, nextTimer: answer.nextTimer }
            : { alive: false, inputsDone, nextTimer: null };
        },
      });
      append(fact);
      return fact;
    },
    stop: () => end("stopped", 0),
  };
}

/** A promise and its resolution; Promise.withResolvers is not in Node 20. */
function deferred<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((settled) => {
    resolve = settled;
  });
  return { promise, resolve };
}

/** What whoever connects after the end is told. */
const AFTER: Record<Ending["why"], string> = {
  stopped: "The program was stopped. Run starts it again.",
  finished: "The program has finished: it listened on no port and waited for nothing.",
  crashed: "The program has crashed. The trace says where; Run starts it again.",
  killed: "The program was stopped: it asked for more than a sandbox has. The trace says where.",
  lost: "The process that ran the program is gone. It is being started again.",
};

function readOperations(text: string): Operation[] | undefined {
  if (text === "") return [];
  try {
    return Operations.parse(JSON.parse(text));
  } catch {
    // Only a program that broke out of the guest's protocol can send this; the run ends for it.
    return undefined;
  }
}

/** Inputs are answered in order; a timer's turn begins by naming its timer. */
function triggerOf(
  head: TurnHead,
  operations: Operation[] | undefined,
  triggers: Trigger[],
): Trigger {
  if (head.began === "input") return triggers.shift() ?? { by: "load" };
  const [first] = operations ?? [];
  if (head.began === "timer" && first?.op === "timer") {
    return { by: "timer", setIn: first.setIn as TurnId, delay: first.delay };
  }
  return { by: "load" };
}

function placed(where: string | undefined) {
  const position = parseWhere(where);
  return position ? { where: position } : {};
}

const sizes = ({ files }: Program) =>
  Object.entries(files).map(([name, source]) => ({ name, size: Buffer.byteLength(source) }));
