import type { WrittenCheck } from "#protocol/exercise.ts";
import { emit, settle } from "../../../acts.ts";

/** Both ask, one after the other. */
export const check: WrittenCheck = {
  names: ["$alice", "$bob", "$word"],
  scene: { clients: [{ name: "$alice" }, { name: "$bob" }] },
  acts: [emit("$alice", "ask", "$word"), settle, emit("$bob", "ask", 7)],
  claims: [
    { receives: { event: "told", exactly: ["$alice"], args: ["$word"], until: 2 } },
    { receives: { event: "told", exactly: ["$bob"], args: [7], since: 2 } },
  ],
};
