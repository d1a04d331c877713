// Runs the measurements that were asked for, one after the other, and prints each as soon as it is there.
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { show } from "./figures.ts";
import { measureAcks } from "./measurements/acks.ts";
import { measureBroadcast } from "./measurements/broadcast.ts";
import { measureColdStart } from "./measurements/cold-start.ts";
import { measureFrames } from "./measurements/frames.ts";
import { measureLighthouse } from "./measurements/lighthouse.ts";
import { measureMemory } from "./measurements/memory.ts";
import { measurePageMemory } from "./measurements/page-memory.ts";
import { measurePageSize } from "./measurements/page-size.ts";
import { measurePressRun } from "./measurements/press-run.ts";
import { measureProjections } from "./measurements/projections.ts";
import { closeAll } from "./processes.ts";
import { measureColdStarts } from "./scenarios/a-cold-starts.ts";
import { measureDensity } from "./scenarios/b-density.ts";
import { measureClassBroadcast } from "./scenarios/d-class-broadcast.ts";
import { measureNoisyNeighbours } from "./scenarios/g-noisy-neighbours.ts";
import { measureWatchedTrace } from "./scenarios/j-watched-trace.ts";
import { type Report, printReport } from "./report.ts";
import { type Effort, type MeasurementName, readSettings } from "./settings.ts";
import { surroundings } from "./surroundings.ts";

const measurements: Record<MeasurementName, (effort: Effort) => Promise<Report>> = {
  "cold-start": measureColdStart,
  memory: measureMemory,
  acks: measureAcks,
  broadcast: measureBroadcast,
  "press-run": measurePressRun,
  projections: measureProjections,
  frames: measureFrames,
  "page-memory": measurePageMemory,
  "page-size": measurePageSize,
  lighthouse: measureLighthouse,
  "load/a": measureColdStarts,
  "load/b": measureDensity,
  "load/d": measureClassBroadcast,
  "load/g": measureNoisyNeighbours,
  "load/j": measureWatchedTrace,
};

/** Budgets that are missed do not fail: the machine decides too much of them. */
export async function compare(args: readonly string[]): Promise<void> {
  const settings = readSettings(args);
  if (typeof settings === "string") {
    console.error(settings);
    process.exitCode = 1;
    return;
  }
  let isLeaving = false;
  const leave = (code: number) => () => {
    isLeaving = true;
    void closeAll().finally(() => process.exit(code));
  };
  process.once("SIGINT", leave(130)).once("SIGTERM", leave(143));

  const where = surroundings();
  console.log(
    `Node ${where.node}, ${where.cores} × ${where.processor}, load ${show(where.load)}, commit ${where.commit?.slice(0, 7) ?? "unknown"}\n`,
  );
  const reports: Record<string, Report> = {};
  try {
    for (const name of settings.only) {
      const report = await measurements[name](settings);
      reports[name] = report;
      console.log(printReport(report));
    }
  } catch (error) {
    // A measurement whose processes were just ended has nothing to say.
    if (!isLeaving) throw error;
  } finally {
    await closeAll();
  }
  if (isLeaving) return;
  if (settings.json === undefined) return;
  const file = path.resolve(process.env.INIT_CWD ?? ".", settings.json);
  await writeFile(file, `${JSON.stringify({ where, settings, reports }, null, 2)}\n`);
  console.log(`All figures: ${file}`);
}
