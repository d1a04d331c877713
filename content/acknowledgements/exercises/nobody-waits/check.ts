import type { WrittenCheck } from "#protocol/exercise.ts";
import { ask, emit, settle } from "../../../acts.ts";

const acknowledges = (values: readonly number[], stretch: object) => ({
  acknowledges: { client: "$alice", event: "posts:create", values: [...values], ...stretch },
});

/** Mallory asks for nothing, then sends a text in the function's place. */
export const check: WrittenCheck = {
  names: ["$alice", "$mallory"],
  scene: { clients: [{ name: "$alice" }, { name: "$mallory" }] },
  acts: [
    ask("$alice", "posts:create", "$first"),
    emit("$mallory", "posts:create", "$second"),
    settle,
    ask("$alice", "posts:create", "$third"),
    emit("$mallory", "posts:create", "$fourth", "$noise"),
    settle,
    ask("$alice", "posts:create", "$fifth"),
  ],
  claims: [
    acknowledges([1], { until: 2 }),
    acknowledges([3], { since: 3, until: 4 }),
    acknowledges([5], { since: 5 }),
  ],
};
