// Which options of `new Server(…)` reach the gateway's engine.io, and which cannot yet: those are named, never ignored.
import type { EngineOptions } from "#protocol/runner.ts";

const NUMBERS = ["pingInterval", "pingTimeout", "upgradeTimeout", "maxHttpBufferSize"] as const;
const CORS = [
  "origin",
  "methods",
  "allowedHeaders",
  "exposedHeaders",
  "credentials",
  "maxAge",
  "preflightContinue",
  "optionsSuccessStatus",
] as const;
/** Options that the socket.io package itself acts on, inside the sandbox, or whose default is what happens anyway. */
const ELSEWHERE = new Set([
  "path",
  "adapter",
  "connectTimeout",
  "connectionStateRecovery",
  "cleanupEmptyChildNamespaces",
]);

type Honoured = { engineOptions: EngineOptions; notYet: string[] };

/** Sorts the options of a Socket.IO server. `notYet` has one sentence for each that has no effect here. */
export function honour(options: Record<string, unknown>): Honoured {
  const engineOptions: Record<string, unknown> = {};
  const notYet: string[] = [];
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined || ELSEWHERE.has(name)) continue;
    const taken = take(name, value);
    if (taken !== undefined) engineOptions[name] = taken;
    else if (!(name === "serveClient" && value === false)) {
      notYet.push(
        `the option \`${name}\`${ofThisKind(name, value)} is not yet in the sandbox: it has no effect here`,
      );
    }
  }
  return { engineOptions: engineOptions, notYet };
}

function take(name: string, value: unknown): unknown {
  if ((NUMBERS as readonly string[]).includes(name)) {
    const number = Number(value);
    return Number.isFinite(number) && number > 0 ? number : undefined;
  }
  if (name === "allowUpgrades") return typeof value === "boolean" ? value : undefined;
  if (name === "transports") return transports(value);
  if (name === "cors") return cors(value);
  return undefined;
}

function transports(value: unknown): unknown {
  const known = (name: unknown) => name === "polling" || name === "websocket";
  return Array.isArray(value) && value.length > 0 && value.every(known) ? value : undefined;
}

function cors(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  const rules: Record<string, unknown> = {};
  for (const [name, rule] of Object.entries(value)) {
    if (rule === undefined) continue;
    const plain = ["string", "boolean", "number"].includes(typeof rule);
    const strings = Array.isArray(rule) && rule.every((one) => typeof one === "string");
    if (!(CORS as readonly string[]).includes(name) || !(plain || strings)) return undefined;
    rules[name] = rule;
  }
  return rules;
}

function ofThisKind(name: string, value: unknown): string {
  if (name === "transports") return " with these values";
  if (name === "cors")
    return typeof value === "object"
      ? " with a function or a pattern in it"
      : ` as a ${typeof value}`;
  return "";
}
