// The command line of the benchmark, parsed.
import { parseArgs } from "node:util";

export const MEASUREMENTS = [
  "cold-start",
  "memory",
  "acks",
  "broadcast",
  "press-run",
  "projections",
  "frames",
  "page-memory",
  "page-size",
  "lighthouse",
  "load/a",
  "load/b",
  "load/d",
  "load/g",
  "load/j",
] as const;
export type MeasurementName = (typeof MEASUREMENTS)[number];

/** What a measurement is told. */
export type Effort = { readonly isQuick: boolean; readonly profiles: boolean };
export type Settings = Effort & {
  readonly only: readonly MeasurementName[];
  readonly json: string | undefined;
};

const USAGE = `Usage: npm run bench -- [--only ${MEASUREMENTS.join("|")}] [--quick] [--profile] [--json FILE]`;

/** @returns the settings, or a sentence that says what is wrong with the command line. */
export function readSettings(args: readonly string[]): Settings | string {
  const options = {
    only: { type: "string", multiple: true },
    quick: { type: "boolean", default: false },
    profile: { type: "boolean", default: false },
    json: { type: "string" },
  } as const;
  try {
    const { values } = parseArgs({ args: [...args], options });
    const only = values.only ?? MEASUREMENTS;
    const unknown = only.find((name) => !isMeasurement(name));
    if (unknown !== undefined) return `There is no measurement "${unknown}".\n${USAGE}`;
    return {
      only: only.filter(isMeasurement),
      isQuick: values.quick,
      profiles: values.profile,
      json: values.json,
    };
  } catch (error) {
    return `${error instanceof Error ? error.message : String(error)}\n${USAGE}`;
  }
}

const isMeasurement = (name: string): name is MeasurementName =>
  (MEASUREMENTS as readonly string[]).includes(name);
