// Which options of `new Server(…)` reach the gateway's engine.io, and which have no effect here: those are named.
import type { EngineOptions } from "#protocol/runner-engine.ts";
import { type Cors, corsOf } from "./cors-option.ts";

/** The value as it crosses, or undefined if it does not; `left` notes the parts of it that do not. */
type Take = (value: unknown, left: (part: string) => void) => unknown;

/** Options that the socket.io package or our own engine acts on, inside the sandbox. */
const ELSEWHERE = new Set([
  "path",
  "adapter",
  "parser",
  "connectTimeout",
  "connectionStateRecovery",
  "cleanupEmptyChildNamespaces",
  "serveClient",
  "allowRequest",
  "addTrailingSlash",
  "destroyUpgrade",
  "destroyUpgradeTimeout",
]);

const number =
  (least: number): Take =>
  (value) =>
    Number(value) >= least && Number(value) < Infinity ? Number(value) : undefined;
const positive = number(Number.MIN_VALUE);
const flag: Take = (value) => Boolean(value);
const whole =
  (least: number, most: number): Take =>
  (value) =>
    Number.isInteger(value) && Number(value) >= least && Number(value) <= most ? value : undefined;
const text =
  (shape: RegExp): Take =>
  (value) =>
    typeof value === "string" && shape.test(value) ? value : undefined;
const oneOf =
  (...words: string[]): Take =>
  (value) =>
    words.find((word) => word === String(value).toLowerCase());
/** True, false, or an object with these parts. */
const settings =
  (parts: Readonly<Record<string, Take>>): Take =>
  (value, left) =>
    typeof value === "object" && value !== null ? taken(value, parts, left) : Boolean(value);

const zlib = { level: whole(-1, 9), memLevel: whole(1, 9), strategy: whole(0, 4) };
const windowBits = whole(8, 15);
const strictness = oneOf("strict", "lax", "none");
const transport = oneOf("polling", "websocket", "webtransport");

const TAKES: Readonly<Record<Exclude<keyof EngineOptions, "cors">, Take>> = {
  pingInterval: positive,
  pingTimeout: positive,
  upgradeTimeout: positive,
  maxHttpBufferSize: positive,
  allowUpgrades: flag,
  allowEIO3: flag,
  initialPacket: (value) => (typeof value === "string" ? value : undefined),
  transports: (value, left) =>
    Array.isArray(value) && value.every((one) => transport(one, left) === one) ? value : undefined,
  perMessageDeflate: settings({
    threshold: number(0),
    serverNoContextTakeover: flag,
    clientNoContextTakeover: flag,
    serverMaxWindowBits: windowBits,
    clientMaxWindowBits: (value, left) =>
      typeof value === "boolean" ? value : windowBits(value, left),
    zlibDeflateOptions: settings(zlib),
  }),
  httpCompression: settings({ threshold: number(0), ...zlib }),
  cookie: settings({
    name: text(/^[!#-:<>-~]{1,100}$/),
    path: text(/^[ -:=-~]{0,200}$/),
    httpOnly: flag,
    secure: flag,
    partitioned: flag,
    sameSite: (value, left) => (typeof value === "boolean" ? value : strictness(value, left)),
    priority: oneOf("low", "medium", "high"),
    maxAge: (value) => (Number.isFinite(Number(value)) ? Math.trunc(Number(value)) : undefined),
  }),
};

export type Honoured = {
  readonly engineOptions: EngineOptions;
  /** A `cors` that has to run here, because it decides by itself. */
  readonly ownCors: Cors | undefined;
  /** A sentence for each option that has no effect. */
  readonly noEffect: readonly string[];
};

/** Sorts the options of a Socket.IO server. */
export function honour({ cors, ...given }: Record<string, unknown>): Honoured {
  const left: string[] = [];
  const options = taken(given, TAKES, (name) => left.push(name));
  const { rules, own } = corsOf(cors);
  const wt = Array.isArray(options.transports) && options.transports.includes("webtransport");
  return {
    engineOptions: { ...options, ...(rules && { cors: rules }) },
    ownCors: own,
    noEffect: [
      ...left.filter((name) => !ELSEWHERE.has(name)).map((name) => reason(name)),
      ...(wt
        ? ["WebTransport needs HTTP/3, which a sandbox does not have: its clients use WebSocket"]
        : []),
    ],
  };
}

function taken(
  given: object,
  takes: Readonly<Record<string, Take>>,
  left: (name: string) => void,
): Record<string, unknown> {
  const options: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue;
    const take = Object.hasOwn(takes, name) ? takes[name] : undefined;
    const taken = take?.(value, (part) => left(`${name}.${part}`));
    if (taken === undefined) left(name);
    else options[name] = taken;
  }
  return options;
}

function reason(name: string): string {
  if (name === "wsEngine")
    return "the option `wsEngine` has no effect in the sandbox: its WebSockets are made by the package ws";
  return Object.hasOwn(TAKES, name)
    ? `the option \`${name}\` has no effect: this value is none that it takes in the sandbox`
    : `the option \`${name}\` has no effect: there is none of this name in the sandbox`;
}
