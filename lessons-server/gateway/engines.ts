// Makes the real engine.io server behind one `engine` operation, with the program's options up to our caps.
// It never sees the program; whoever calls listens to `connection`.
import type { IncomingMessage } from "node:http";
import { Server, type ServerOptions } from "engine.io";
import type { EngineOptions } from "#protocol/runner-engine.ts";
import { log } from "../observing/log.ts";
import type { AnswerHeaders } from "./answer-headers.ts";
import type { EngineProgram } from "./engine-asks.ts";
import { createHooks } from "./engine-hooks.ts";
import type { Visits } from "./engine-visit.ts";
import { LIMITS, SHORTEST_HEARTBEAT_MS, type LimitName, type Limits } from "./limits.ts";

export type EngineSurroundings = {
  readonly limits: Limits;
  /** A cap changed one of the options. */
  readonly capped: (limit: LimitName) => void;
  /** A new session is asked for: why not, or undefined. */
  readonly refusal: () => string | undefined;
  readonly program: EngineProgram;
  readonly visits: Visits;
  readonly headers: AnswerHeaders;
};

export function createEngine(options: EngineOptions, around: EngineSurroundings): Server {
  const { cors, pingInterval, pingTimeout, upgradeTimeout, ...rest } = options;
  const hooks = createHooks(around);
  const chosen: ServerOptions = {
    // Off unless asked for, unlike in engine.io: the bytes in the trace are then the packets themselves.
    httpCompression: false,
    ...(rest as ServerOptions),
    maxHttpBufferSize: messageBytes(options, around),
    wsEngine: hooks.wsEngine,
    allowRequest(req, decide) {
      const refusal = around.refusal();
      if (refusal === undefined) hooks.allowRequest(req, decide);
      else decide(refusal, false);
    },
    ...heartbeats({ pingInterval, pingTimeout, upgradeTimeout }, around),
    ...(cors && safeCors(cors, around)),
  };
  const engine = new Server(chosen);
  hooks.hookUp(engine);
  outliveHandshakes(engine);
  return engine;
}

/** A handshake is async and nobody waits for it: what is thrown in one must not end our process. */
function outliveHandshakes(engine: Server): void {
  const inner = engine as unknown as { handshake: (...args: unknown[]) => Promise<unknown> };
  const handshake = inner.handshake.bind(engine);
  inner.handshake = async (...args) => {
    try {
      return await handshake(...args);
    } catch (error) {
      log.error({ err: error }, "A handshake could not be carried out");
      const [, req] = args as [string, IncomingMessage];
      req.socket.destroy();
      return undefined;
    }
  };
}

function messageBytes(options: EngineOptions, around: EngineSurroundings): number {
  const asked = options.maxHttpBufferSize ?? LIMITS.messageBytes;
  if (options.maxHttpBufferSize !== undefined && asked > around.limits.messageBytes)
    around.capped("messageBytes");
  return Math.min(asked, around.limits.messageBytes);
}

function heartbeats(
  options: Pick<EngineOptions, "pingInterval" | "pingTimeout" | "upgradeTimeout">,
  around: EngineSurroundings,
): Partial<ServerOptions> {
  const used: Partial<ServerOptions> = {};
  for (const name of ["pingInterval", "pingTimeout", "upgradeTimeout"] as const) {
    const asked = options[name];
    if (asked === undefined) continue;
    used[name] = Math.max(SHORTEST_HEARTBEAT_MS, Math.min(asked, around.limits.heartbeatMs));
    if (used[name] !== asked) around.capped("heartbeatMs");
  }
  return used;
}

/**
 * cors copies its options into headers, and on an upgrade engine.io writes those as they are: a line break in an
 * option would be a header of the program's choice on our origin.
 */
function safeCors(
  cors: NonNullable<EngineOptions["cors"]>,
  around: EngineSurroundings,
): Partial<ServerOptions> {
  const text = JSON.stringify(cors);
  // JSON shows control characters as \n or \u00…, so what is left to ask for is printable ASCII without those.
  if (
    text.length <= around.limits.corsCharacters &&
    /^[ -~]*$/.test(text) &&
    !/\\[^"\\/]/.test(text)
  ) {
    return { cors: cors as NonNullable<ServerOptions["cors"]> };
  }
  around.capped("corsCharacters");
  return {};
}
