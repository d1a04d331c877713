import type { WrittenCheck } from "#protocol/exercise.ts";
import { ask, person } from "../../../acts.ts";

const counts = (client: string, value: number, stretch: object) => ({
  acknowledges: { client, event: "inc", values: [value], ...stretch },
});

/** Alice twice, her second tab and Bob once; then Alice comes again. */
export const check: WrittenCheck = {
  names: ["$alice", "$bob"],
  scene: {
    clients: [person("$alice"), { ...person("$alice"), name: "$alice-2" }, person("$bob")],
  },
  acts: [
    ask("$alice", "inc"),
    ask("$alice", "inc"),
    ask("$alice-2", "inc"),
    ask("$bob", "inc"),
    { act: "disconnect", client: "$alice" },
    { act: "connect", client: "$alice" },
    ask("$alice", "inc"),
  ],
  claims: [
    counts("$alice", 1, { until: 2 }),
    counts("$alice", 2, { until: 3 }),
    counts("$alice-2", 1, {}),
    counts("$bob", 1, {}),
    counts("$alice", 1, { since: 6 }),
  ],
};
