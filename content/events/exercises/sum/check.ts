import type { WrittenCheck } from "#protocol/exercise.ts";

/** Both ask, one after the other. */
export const check: WrittenCheck = {
  names: ["$alice", "$bob"],
  scene: { clients: [{ name: "$alice" }, { name: "$bob" }] },
  acts: [
    { act: "emit", client: "$alice", event: "sum", args: [2, 3] },
    { act: "settle" },
    { act: "emit", client: "$bob", event: "sum", args: [-4.5, 0.5] },
  ],
  claims: [
    { receives: { event: "sum:result", exactly: ["$alice"], args: [5], until: 2 } },
    { receives: { event: "sum:result", exactly: ["$bob"], args: [-4], since: 2 } },
  ],
};
