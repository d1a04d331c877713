import type { WrittenCheck } from "#protocol/exercise.ts";
import { emit, settle } from "../../../acts.ts";

const send = (client: string, ...args: readonly unknown[]) => emit(client, "sendMessage", ...args);

/** Four times Mallory sends what should not be sent; then Alice as she should. */
export const check: WrittenCheck = {
  names: ["$alice", "$mallory"],
  scene: { clients: [{ name: "$alice" }, { name: "$mallory" }] },
  acts: [
    send("$mallory", { room: "$red", messagge: "$typo" }),
    settle,
    send("$mallory", null),
    settle,
    send("$mallory", { room: 7, text: "$text" }),
    settle,
    send("$mallory"),
    settle,
    send("$alice", { room: "$red", text: "$greeting" }),
  ],
  claims: [
    { receives: { event: "message", exactly: [], until: 5 } },
    { receives: { event: "error:validation", exactly: ["$mallory"], times: 4 } },
    {
      receives: {
        event: "message",
        exactly: ["$alice", "$mallory"],
        args: ["$red", "$greeting"],
        since: 5,
      },
    },
  ],
};
