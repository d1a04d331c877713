// Makes the real engine.io server behind one `engine` operation, with the program's options up to our caps.
// It never sees the program; whoever calls listens to `connection`.
import { Server, type ServerOptions } from "engine.io";
import type { EngineOptions } from "#protocol/runner.ts";
import { LIMITS, SHORTEST_HEARTBEAT_MS, type LimitName, type Limits } from "./limits.ts";

export type EngineSurroundings = {
  readonly limits: Limits;
  /** A cap changed one of the options. */
  readonly capped: (limit: LimitName) => void;
  /** A new session is asked for: why not, or undefined. */
  readonly refusal: () => string | undefined;
};

export function createEngine(options: EngineOptions, around: EngineSurroundings): Server {
  const { cors, transports, allowUpgrades } = options;
  const chosen: ServerOptions = {
    // Off, so that the bytes in the trace are the packets themselves.
    perMessageDeflate: false,
    httpCompression: false,
    allowEIO3: false,
    maxHttpBufferSize: messageBytes(options, around),
    allowRequest(_req, decide) {
      const refusal = around.refusal();
      decide(refusal, refusal === undefined);
    },
    ...heartbeats(options, around),
    ...(transports && { transports }),
    ...(allowUpgrades !== undefined && { allowUpgrades }),
    ...(cors && safeCors(cors, around)),
  };
  return new Server(chosen);
}

function messageBytes(options: EngineOptions, around: EngineSurroundings): number {
  const asked = options.maxHttpBufferSize ?? LIMITS.messageBytes;
  if (options.maxHttpBufferSize !== undefined && asked > around.limits.messageBytes)
    around.capped("messageBytes");
  return Math.min(asked, around.limits.messageBytes);
}

function heartbeats(options: EngineOptions, around: EngineSurroundings): Partial<ServerOptions> {
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
    return { cors };
  }
  around.capped("corsCharacters");
  return {};
}
