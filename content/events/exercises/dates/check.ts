import type { WrittenCheck } from "#protocol/exercise.ts";
import { emit } from "../../../acts.ts";

/** One word comes twice. Whoever did not ask is not told. */
export const check: WrittenCheck = {
  names: ["$alice", "$bob"],
  scene: { clients: [{ name: "$alice" }, { name: "$bob" }] },
  acts: [emit("$alice", "report", 1_700_000_000_000, ["$one", "$two", "$one"])],
  claims: [
    {
      receives: {
        event: "reported",
        exactly: ["$alice"],
        args: [
          { iso: "2023-11-14T22:13:20.000Z" },
          [
            ["$one", 2],
            ["$two", 1],
          ],
          ["$one", "$two"],
        ],
      },
    },
  ],
};
