import type { WrittenCheck } from "#protocol/exercise.ts";
import { connect, settle } from "../../../acts.ts";

const waiting = { autoConnect: false };

/** One comes by WebSocket only, one by polling only; the last as everybody does, when the others are there to hear it. */
export const check: WrittenCheck = {
  names: ["$alice", "$bob", "$carol"],
  scene: {
    clients: [
      { name: "$alice", ...waiting },
      { name: "$bob", ...waiting, transports: ["websocket"] },
      { name: "$carol", ...waiting, transports: ["polling"] },
    ],
  },
  acts: [connect("$bob"), settle, connect("$carol"), settle, connect("$alice")],
  claims: [
    { receives: { event: "began", exactly: ["$bob"], args: ["websocket"], until: 2 } },
    { receives: { event: "began", exactly: ["$carol"], args: ["polling"], since: 2, until: 3 } },
    { receives: { event: "began", exactly: ["$alice"], args: ["polling"], since: 3 } },
    { receives: { event: "upgraded", exactly: ["$alice"], args: ["websocket"] } },
  ],
};
