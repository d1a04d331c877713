// The session that the server named last, in what has come from it.
import type { Passed } from "./hand-line.ts";

export function readSid(passed: readonly Passed[]): string | undefined {
  const heard = passed
    .flatMap((one) => (one.is === "heard" ? [new TextDecoder("latin1").decode(one.bytes)] : []))
    .join("");
  // The open packet's, not that of a namespace, which follows `40`.
  return [...heard.matchAll(/(?:^|[^4])0\{"sid":"([\w-]+)"/g)].at(-1)?.[1];
}
