// One client's coming and going, followed through what it reports. Pure.
import type { Report } from "#protocol/client.ts";

export type Arrival = {
  readonly run: string;
  readonly hear: (report: Report) => void;
  /** None of its connections is still being made. */
  readonly isThere: () => boolean;
  readonly isConnected: () => boolean;
  readonly isGone: () => boolean;
};

export function createArrival(run: string): Arrival {
  const states = new Map<string, string>();
  let hasBegun = false;
  let gone = false;
  const has = (state: string) => [...states.values()].includes(state);
  return {
    run,
    hear(report) {
      if (report.report === "counts") hasBegun = true;
      if (report.report !== "client") return;
      states.set(report.nsp, report.state.state);
      if (report.state.state === "gone") gone = true;
    },
    isThere: () => gone || (hasBegun && !has("connecting")),
    isConnected: () => !gone && has("connected"),
    isGone: () => gone,
  };
}
