// The engine.io servers of one program, and which of them takes a request: what a program has behind its ports.
import type { Server } from "engine.io";
import type { Operation } from "#protocol/runner.ts";
import type { AnswerHeaders } from "./answer-headers.ts";
import type { Doing } from "./doing.ts";
import type { Asks } from "./engine-asks.ts";
import type { EngineSocket } from "./engine-socket.ts";
import type { Visits } from "./engine-visit.ts";
import { createEngine } from "./engines.ts";
import type { NoteLimit } from "./limit-notes.ts";
import type { LimitName, Limits } from "./limits.ts";
import { createPorts } from "./network-ports.ts";
import type { Tape } from "./tape.ts";

/** engine.io's own patience with an upgrade that nobody takes, and ours with a program's wishes, in milliseconds. */
const DESTROY_UPGRADE_MS = 1_000;
const LONGEST_PATIENCE_MS = 60_000;

/** Whom a request is for: no `server` when nothing listens, no `engine` when it is the program's own route. */
export type Taker = {
  readonly server: number | undefined;
  readonly engine: Server | undefined;
  /** How long an upgrade is borne that nobody takes, in milliseconds; null for ever. */
  readonly patience: number | null;
};

type Place = { readonly server: number; readonly port: number };

export type Engines = {
  /** A port that is not to be had is no fact. */
  readonly listen: (doing: Doing, at: Place) => void;
  readonly unlisten: (doing: Doing, at: Place) => void;
  /** Opens an engine, or attaches one that is open already to another server. */
  readonly open: (doing: Doing, operation: Extract<Operation, { op: "engine" }>) => void;
  readonly close: (engine: number) => void;
  readonly closeAll: () => void;
  readonly serve: (operation: Extract<Operation, { op: "serves" }>) => void;
  /** Whether anybody at this port listens for upgrades at all. */
  readonly takesUpgrades: (port: number | undefined) => boolean;
  /** @param port undefined for the program's default port */
  readonly takerOf: (port: number | undefined, target: string) => Taker;
  /** The program's default port. */
  readonly firstPort: () => number | undefined;
};

export function createEngines(around: {
  readonly tape: Tape;
  readonly limits: Limits;
  readonly note: NoteLimit;
  /** Why no session may be opened now, or undefined. */
  readonly refusal: () => string | undefined;
  readonly programOf: Asks["programOf"];
  readonly visits: Visits;
  readonly headers: AnswerHeaders;
  readonly opened: (engine: number, socket: EngineSocket) => void;
}): Engines {
  const { tape, limits, note, programOf, opened } = around;
  const ports = createPorts();
  const engines = new Map<number, Server>();
  return {
    listen(doing, { server, port }) {
      if (ports.listening() >= limits.ports) {
        note("ports", doing);
        return;
      }
      if (!ports.listen(server, port)) return;
      tape.append({ kind: "server.listening", ...doing, server, port });
      // As at the "listening" of a real http server: an engine that was closed with it takes upgrades again.
      for (const { engine } of ports.attachmentsTo(server)) {
        (engines.get(engine) as unknown as { init(): void } | undefined)?.init();
      }
    },
    unlisten(doing, { server, port }) {
      if (ports.unlisten(server, port))
        tape.append({ kind: "server.closed", ...doing, server, port });
    },
    open(doing, { engine: id, server, path, options, destroyUpgradeMs = DESTROY_UPGRADE_MS }) {
      if (!engines.has(id)) {
        if (engines.size >= limits.engines) {
          note("engines", doing);
          return;
        }
        const capped = (limit: LimitName): void => void note(limit, doing);
        const engine = createEngine(options, { ...around, capped, program: programOf(id) });
        engine.on("connection", (socket: EngineSocket) => opened(id, socket));
        engines.set(id, engine);
      }
      const takesUpgrades = options.transports?.includes("websocket") !== false;
      const patience =
        destroyUpgradeMs === null ? null : Math.min(destroyUpgradeMs, LONGEST_PATIENCE_MS);
      if (server !== undefined) ports.attach({ engine: id, server, path, takesUpgrades, patience });
    },
    close: (id) => void engines.get(id)?.close(),
    closeAll() {
      for (const engine of engines.values()) engine.close();
    },
    firstPort: ports.firstPort,
    serve: ({ server, path }) => ports.serve(server, path),
    takesUpgrades(port) {
      const server = ports.serverAt(port);
      return server !== undefined && ports.attachmentsTo(server).some((one) => one.takesUpgrades);
    },
    takerOf(port, target) {
      const server = ports.serverAt(port);
      const id = server === undefined ? undefined : ports.engineFor(server, target);
      // Each that listens for upgrades puts an end to those it does not know: the first to do it counts.
      const waits = (server === undefined ? [] : ports.attachmentsTo(server)).flatMap((one) =>
        one.takesUpgrades && one.patience !== null ? [one.patience] : [],
      );
      return {
        server,
        engine: id === undefined ? undefined : engines.get(id),
        patience: waits.length > 0 ? Math.min(...waits) : null,
      };
    },
  };
}
