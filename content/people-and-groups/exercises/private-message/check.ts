import type { WrittenCheck } from "#protocol/exercise.ts";
import { ask, settle, tabOf } from "../../../acts.ts";

/** `$alice` writes from her first tab, and `$bob` answers from his second. `$carol` hears nothing of it. */
export const check: WrittenCheck = {
  names: ["$alice", "$bob", "$carol"],
  scene: { clients: ["$alice", "$alice-2", "$bob", "$bob-2", "$carol"].map(tabOf) },
  acts: [ask("$alice", "dm", "$bob", "$question"), settle, ask("$bob-2", "dm", "$alice", "$reply")],
  claims: [
    {
      receives: {
        event: "dm",
        exactly: ["$alice-2", "$bob", "$bob-2"],
        args: ["$alice", "$question"],
        until: 2,
      },
    },
    { acknowledges: { client: "$alice", event: "dm", values: [{ ok: true }] } },
    {
      receives: {
        event: "dm",
        exactly: ["$alice", "$alice-2", "$bob"],
        args: ["$bob", "$reply"],
        since: 2,
      },
    },
  ],
};
