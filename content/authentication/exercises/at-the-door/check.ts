import type { WrittenCheck } from "#protocol/exercise.ts";
import { emit } from "../../../acts.ts";
import { files } from "../../people.ts";

const data = { code: 401 };

/** `$alice` has logged in; `$nobody` has no token, and `$eve` one that somebody else has signed. */
export const check: WrittenCheck = {
  names: ["$alice", "$nobody", "$eve"],
  files,
  scene: {
    clients: [
      { name: "$alice", file: "honest.js" },
      { name: "$nobody", file: "stranger.js" },
      { name: "$eve", file: "forger.js" },
    ],
  },
  acts: [emit("$alice", "announce", "$text")],
  claims: [
    { connected: { exactly: ["$alice"] } },
    { refused: { client: "$nobody", message: "unauthorized", data } },
    { refused: { client: "$eve", message: "unauthorized", data } },
  ],
};
