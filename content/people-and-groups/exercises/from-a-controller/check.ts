import type { WrittenCheck } from "#protocol/exercise.ts";
import { post, settle, tabOf } from "../../../acts.ts";

const first = { from: "$alice", to: "$bob", text: "$question" };
const second = { from: "$bob", to: "$alice", text: "$reply" };

/** `$alice`'s page names its socket, and `$bob`'s does not. */
export const check: WrittenCheck = {
  names: ["$alice", "$bob", "$carol"],
  scene: { clients: ["$alice", "$alice-2", "$bob", "$bob-2", "$carol"].map(tabOf) },
  acts: [
    post("$alice", "/messages", { body: first, headers: { "x-socket-id": "{socket.id}" } }),
    settle,
    post("$bob", "/messages", { body: second }),
  ],
  claims: [
    {
      receives: {
        event: "newMessage",
        exactly: ["$alice-2", "$bob", "$bob-2"],
        args: ["$alice", "$question"],
        until: 2,
      },
    },
    {
      answered: {
        client: "$alice",
        method: "POST",
        path: "/messages",
        status: 201,
        body: first,
      },
    },
    {
      receives: {
        event: "newMessage",
        exactly: ["$alice", "$alice-2", "$bob", "$bob-2"],
        args: ["$bob", "$reply"],
        since: 2,
      },
    },
  ],
};
