import type { WrittenCheck } from "#protocol/exercise.ts";
import { ask, person } from "../../../acts.ts";

const is = (client: string) => ({
  acknowledges: { client, event: "whoami", values: [{ id: { $id: client }, name: client }] },
});

/** `$bob`, who came last, asks; then `$alice` leaves and comes again, she asks, and he asks once more. */
export const check: WrittenCheck = {
  names: ["$alice", "$bob"],
  scene: { clients: ["$alice", "$bob"].map(person) },
  acts: [
    ask("$bob", "whoami"),
    { act: "disconnect", client: "$alice" },
    { act: "connect", client: "$alice" },
    ask("$alice", "whoami"),
    ask("$bob", "whoami"),
  ],
  claims: [is("$alice"), is("$bob")],
};
