import type { WrittenCheck } from "#protocol/exercise.ts";
import { person, settle } from "../../../acts.ts";

/** Alice's network goes quiet, without a word to anybody. What she says in the end comes too late. Nobody comes back by themselves. */
export const check: WrittenCheck = {
  names: ["$alice", "$bob"],
  scene: { clients: ["$alice", "$bob"].map((name) => ({ ...person(name), reconnection: false })) },
  acts: [
    { act: "disturb", client: "$alice", disturbance: { is: "half-open" } },
    { act: "wait-for", client: "$bob", event: "gone", within: 5_000 },
    { act: "calm", client: "$alice" },
    { act: "disconnect", client: "$alice" },
    settle,
  ],
  claims: [
    { receives: { event: "gone", exactly: ["$bob"], args: ["$alice"], until: 1 } },
    { connected: { exactly: ["$bob"] } },
  ],
};
