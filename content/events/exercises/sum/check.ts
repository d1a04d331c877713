import type { WrittenCheck } from "#protocol/exercise.ts";
import { emit, settle } from "../../../acts.ts";

/** Both ask, one after the other. */
export const check: WrittenCheck = {
  names: ["$alice", "$bob"],
  scene: { clients: [{ name: "$alice" }, { name: "$bob" }] },
  acts: [emit("$alice", "sum", 2, 3), settle, emit("$bob", "sum", -4.5, 0.5)],
  claims: [
    { receives: { event: "sum:result", exactly: ["$alice"], args: [5], until: 2 } },
    { receives: { event: "sum:result", exactly: ["$bob"], args: [-4], since: 2 } },
  ],
};
