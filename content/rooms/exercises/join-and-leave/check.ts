import type { WrittenCheck } from "#protocol/exercise.ts";
import { emit, settle } from "../../../acts.ts";

/** `$dave` is in another room and talks into this one; `$bob` leaves before the last words. */
export const check: WrittenCheck = {
  names: ["$alice", "$bob", "$carol", "$dave"],
  scene: { clients: ["$alice", "$bob", "$carol", "$dave"].map((name) => ({ name })) },
  acts: [
    emit("$alice", "join", "$red"),
    emit("$bob", "join", "$red"),
    emit("$carol", "join", "$red"),
    emit("$dave", "join", "$blue"),
    settle,
    emit("$alice", "chat", "$red", "$greeting"),
    settle,
    emit("$dave", "chat", "$red", "$shout"),
    settle,
    emit("$bob", "leave", "$red"),
    settle,
    emit("$alice", "chat", "$red", "$farewell"),
  ],
  claims: [
    { receives: { event: "chat", exactly: ["$bob", "$carol"], args: ["$greeting"], until: 6 } },
    { receives: { event: "chat", exactly: [], since: 6, until: 7 } },
    { receives: { event: "chat", exactly: ["$carol"], args: ["$farewell"], since: 8 } },
  ],
};
