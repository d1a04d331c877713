// What happens in the gateway, as lines of the log.
import type { Happening } from "../gateway/happening.ts";
import type { Run } from "../gateway/run.ts";
import { log } from "./log.ts";

export function logHappening(happening: Happening): void {
  switch (happening.is) {
    case "opened":
      return log.info({ sandbox: happening.sandbox }, "A sandbox was opened");
    case "closed":
      return log.info({ sandbox: happening.sandbox }, "A sandbox was closed");
    case "run":
      return logRun(happening.sandbox, happening.run);
    case "waiting":
      return log.debug({ depth: happening.depth }, "The queue for a sandbox has changed");
    case "rejected":
      return log.info({ why: happening.why }, "Somebody was not let in");
    case "shed":
      return log.info({ limit: happening.limit }, "A limit of the server was reached");
    default:
      return happening satisfies never;
  }
}

function logRun(sandbox: string, { id, recorder, ended }: Run): void {
  log.info({ sandbox, run: id }, "A program runs");
  void ended.then(({ why }) => {
    const fault = recorder.trace().findLast((event) => event.kind === "fault");
    const during = fault?.kind === "fault" && why !== "stopped" ? fault.during : undefined;
    log.info({ sandbox, run: id, why, ...(during && { during }) }, "A program has ended");
  });
}
