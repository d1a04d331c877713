import type { WrittenCheck } from "#protocol/exercise.ts";
import { ask } from "../../../acts.ts";

const whole = {
  host: "localhost",
  connection: "Upgrade",
  upgrade: "websocket",
  "sec-websocket-version": "13",
  "sec-websocket-key": "D23zlTSJhqaJBn5yaWVtaQ==",
};
const { "sec-websocket-key": _, ...withoutKey } = whole;

const acknowledges = (client: string, answer: object, stretch: object) => ({
  acknowledges: { client, event: "judge", values: [answer], ...stretch },
});

/** Two keys, which the lesson has not; a request without one; and one of a version that nobody speaks. */
export const check: WrittenCheck = {
  names: ["$alice", "$bob"],
  scene: { clients: [{ name: "$alice" }, { name: "$bob" }] },
  acts: [
    ask("$alice", "judge", whole),
    ask("$bob", "judge", { ...whole, "sec-websocket-key": "x3JJHMbDL1EzLkh9GBhXDw==" }),
    ask("$alice", "judge", withoutKey),
    ask("$bob", "judge", { ...whole, "sec-websocket-version": "8" }),
  ],
  claims: [
    acknowledges("$alice", { status: 101, accept: "DwJ/VCxfVPfJGxEUekAPJFvfwic=" }, { until: 2 }),
    acknowledges("$bob", { status: 101, accept: "HSmrc0sMlYUkAGmm5OPpG2HaGWk=" }, { until: 3 }),
    acknowledges("$alice", { status: 400 }, { since: 3 }),
    acknowledges("$bob", { status: 400 }, { since: 4 }),
  ],
};
