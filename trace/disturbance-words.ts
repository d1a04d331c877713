// The words for a disturbance, without its schema: the page has no use for that.
import type { Disturbance } from "#trace/disturbance.ts";

/** What is wrong, in few words, as in "Alice: …". */
export function disturbanceWords(disturbance: Disturbance): string {
  switch (disturbance.is) {
    case "offline":
      return "offline";
    case "half-open":
      return "half-open";
    case "latency":
      return `slow: ${disturbance.ms}${disturbance.jitter > 0 ? ` ± ${disturbance.jitter}` : ""} ms`;
    case "bandwidth":
      return `${disturbance.bytesPerSecond} bytes a second`;
    case "slicing":
      return `in pieces of ${disturbance.bytes} bytes`;
    case "no-websocket":
      return "no WebSocket";
    case "no-probe":
      return "no upgrade";
    case "reset":
      return "to be cut off in the middle of a message";
    case "freeze":
      return `frozen for ${disturbance.ms} ms`;
    case "kill":
      return "killed";
    case "restart":
      return "restarting";
    case "block":
      return `busy for ${disturbance.ms} ms`;
    default:
      return disturbance satisfies never;
  }
}
