import type { WrittenCheck } from "#protocol/exercise.ts";
import { emit, person, settle } from "../../../acts.ts";

const join = (client: string) => emit(client, "join", "$red");

/** Alice joins three times, and writes twice. Carol is in no room. */
export const check: WrittenCheck = {
  names: ["$alice", "$bob", "$carol"],
  scene: { clients: ["$alice", "$bob", "$carol"].map(person) },
  acts: [
    join("$alice"),
    join("$alice"),
    join("$alice"),
    join("$bob"),
    settle,
    emit("$alice", "msg", "$red", "$first"),
    settle,
    emit("$alice", "msg", "$red", "$second"),
  ],
  claims: [
    { receives: { event: "msg", exactly: ["$bob"], args: ["$first"], until: 6 } },
    { receives: { event: "msg", exactly: ["$bob"], args: ["$second"], since: 6 } },
  ],
};
