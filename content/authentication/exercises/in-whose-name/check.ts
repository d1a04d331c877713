import type { WrittenCheck } from "#protocol/exercise.ts";
import { emit, settle } from "../../../acts.ts";
import { files } from "../../people.ts";

const guest = (name: string) => ({ name, file: "honest.js" });

/** `$alice` writes as `$bob`, and then under no name at all. */
export const check: WrittenCheck = {
  names: ["$alice", "$bob", "$carol"],
  files,
  scene: { clients: ["$alice", "$bob", "$carol"].map(guest) },
  acts: [
    emit("$alice", "message", { user: "$bob", text: "$lie" }),
    settle,
    emit("$carol", "message", { text: "$truth" }),
  ],
  claims: [
    {
      receives: {
        event: "message",
        exactly: ["$bob", "$carol"],
        args: ["$alice", "$lie"],
        until: 2,
      },
    },
    {
      receives: {
        event: "message",
        exactly: ["$alice", "$bob"],
        args: ["$carol", "$truth"],
        since: 2,
      },
    },
  ],
};
