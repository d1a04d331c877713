// The variants that are compared, and the order in which a round takes them.
import type { Host } from "./hosts/host.ts";
import type { SandboxSettings } from "./hosts/sandbox.ts";
import { type Process, startProcess } from "./processes.ts";

export type HostProcess = Process<Host>;
export type Variants = Readonly<Record<string, HostProcess>>;

/** One program served in three ways. */
export function startVariants(settings: SandboxSettings = {}): Variants {
  return {
    "bare in-process": startProcess<Host>("bare"),
    sandbox: startProcess<Host>("sandbox", settings),
    "child node server.js": startProcess<Host>("child"),
  };
}

/** Each round begins with another one, so that none always follows the same neighbour. */
export function inTurn<T>(all: readonly T[], round: number): T[] {
  const first = round % all.length;
  return [...all.slice(first), ...all.slice(0, first)];
}
