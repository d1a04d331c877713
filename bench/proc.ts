// What Linux tells of another process. Everything is undefined where there is no /proc, or none of that process.
import { readFileSync } from "node:fs";

const KIB_PER_MB = 1_024;
/** USER_HZ, which is 100 on every architecture that Node runs on. */
const MS_PER_TICK = 10;

/** Resident memory, in MB. */
export const residentMb = (pid: number): number | undefined =>
  mb(/^VmRSS:\s+(\d+)/m, textOf(pid, "status"));

/** Memory that is this process's alone, in MB: shared libraries and pages shared after a fork are left out. */
export const privateDirtyMb = (pid: number): number | undefined =>
  mb(/^Private_Dirty:\s+(\d+)/m, textOf(pid, "smaps_rollup"));

/** CPU time of all its threads so far, in milliseconds. */
export function cpuMs(pid: number): number | undefined {
  const stat = textOf(pid, "stat");
  // The name stands in parentheses and may hold spaces; utime and stime are fields 14 and 15.
  const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
  const [user, system] = [Number(fields?.[11]), Number(fields?.[12])];
  return Number.isNaN(user + system) ? undefined : (user + system) * MS_PER_TICK;
}

function mb(line: RegExp, text: string | undefined): number | undefined {
  const found = text && line.exec(text);
  return found ? Number(found[1]) / KIB_PER_MB : undefined;
}

function textOf(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return undefined;
  }
}
