import type { WrittenCheck } from "#protocol/exercise.ts";
import { emit, person, settle } from "../../../acts.ts";

/** Bob goes, who shares a room with two; then Dave, who is in his alone. */
export const check: WrittenCheck = {
  names: ["$alice", "$bob", "$carol", "$dave"],
  scene: { clients: ["$alice", "$bob", "$carol", "$dave"].map(person) },
  acts: [
    emit("$alice", "join", "$red"),
    emit("$bob", "join", "$red"),
    emit("$carol", "join", "$red"),
    emit("$dave", "join", "$blue"),
    settle,
    { act: "disconnect", client: "$bob" },
    settle,
    { act: "disconnect", client: "$dave" },
  ],
  claims: [
    {
      receives: { event: "left", exactly: ["$alice", "$carol"], args: ["$red", "$bob"], until: 6 },
    },
    { receives: { event: "left", exactly: [], since: 6 } },
  ],
};
