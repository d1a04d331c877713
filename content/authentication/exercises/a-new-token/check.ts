import type { WrittenCheck } from "#protocol/exercise.ts";
import { emit, settle } from "../../../acts.ts";

const person = (name: string) => ({ name, file: "client.js" });

/** `$carol` leaves by herself, before an hour passes and the others’ tokens run out. */
export const check: WrittenCheck = {
  names: ["$alice", "$bob", "$carol"],
  scene: { clients: ["$alice", "$bob", "$carol"].map(person) },
  acts: [{ act: "disconnect", client: "$carol" }, settle, emit("$alice", "an hour passes")],
  claims: [
    { receives: { event: "welcome", exactly: ["$alice", "$bob", "$carol"], args: [1], until: 1 } },
    { receives: { event: "welcome", exactly: ["$alice", "$bob"], args: [2], since: 2 } },
    { connected: { exactly: ["$alice", "$bob"] } },
  ],
};
