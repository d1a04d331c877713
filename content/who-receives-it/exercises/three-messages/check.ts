import type { WrittenCheck } from "#protocol/exercise.ts";
import { emit, person, settle } from "../../../acts.ts";

/** `$carol` is in both rooms, `$dave` in the second only; whoever is not named in a claim must stay without. */
export const check: WrittenCheck = {
  names: ["$alice", "$bob", "$carol", "$dave"],
  scene: { clients: ["$alice", "$bob", "$carol", "$dave"].map(person) },
  acts: [
    emit("$alice", "join", "$red"),
    emit("$bob", "join", "$red"),
    emit("$carol", "join", "$red"),
    emit("$carol", "join", "$blue"),
    emit("$dave", "join", "$blue"),
    settle,
    emit("$alice", "chat", "$red", "$greeting"),
    settle,
    emit("$bob", "whisper", "$dave", "$secret"),
    settle,
    emit("$carol", "announce", "$news"),
  ],
  claims: [
    { receives: { event: "chat", exactly: ["$bob", "$carol"], args: ["$greeting"] } },
    { receives: { event: "whisper", exactly: ["$dave"], args: ["$secret"] } },
    {
      receives: {
        event: "announce",
        exactly: ["$alice", "$bob", "$carol", "$dave"],
        args: ["$news"],
      },
    },
  ],
};
