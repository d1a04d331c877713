// What a client of the scene reports, as facts. Reports may be forged by learner code: no check relies on them.
import type { Report, ReportOf } from "#protocol/client.ts";
import type { Fact } from "#trace/event.ts";
import { clientFaultOf } from "./fault.ts";
import { parseWhere } from "./doing.ts";

const placedIn = (files: Readonly<Record<string, string>>, where: string | undefined) => {
  const position = parseWhere(where);
  return position && Object.hasOwn(files, position.file) ? { where: position } : {};
};

/** The fact in a report; undefined for those that are between the client and its host. `files` are the program's. */
export function factOfReport(
  client: string,
  report: Report,
  files: Readonly<Record<string, string>>,
): Fact | undefined {
  switch (report.report) {
    case "client": {
      const { nsp, state, buffered } = report;
      return { kind: "client", client, nsp, state, buffered };
    }
    case "handled": {
      const { sid, packet, nsp, event, listeners, ms } = report;
      return { kind: "handled", client, sid, packet, nsp, event, listeners, ms };
    }
    case "log":
      return {
        kind: "log",
        from: { side: "client", client },
        level: report.level,
        text: report.text,
        ...placedIn(files, report.where),
      };
    case "fault":
      return clientFaultOf(client, report, files);
    case "done":
      return failureOf(client, report);
    case "ready":
    case "alive":
    case "seat":
    case "thawed":
    case "counts":
      return undefined;
    default:
      return report satisfies never;
  }
}

/** What became of an act is on the wire, unless nothing did. */
function failureOf(client: string, { act, outcome }: ReportOf<"done">): Fact | undefined {
  switch (outcome.outcome) {
    case "timeout":
      return { kind: "act.failed", act, client, why: { is: "timeout", after: outcome.after } };
    case "failed":
      return { kind: "act.failed", act, client, why: { is: "error", message: outcome.message } };
    case "done":
    case "acked":
    case "answered":
      return undefined;
    default:
      return outcome satisfies never;
  }
}
