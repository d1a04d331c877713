import type { WrittenCheck } from "#protocol/exercise.ts";

const person = (name: string) => ({ name, auth: { name } });
const join = (client: string, room: string) => ({
  act: "emit" as const,
  client,
  event: "join",
  args: [room],
});

/** Bob goes, who shares a room with two; then Dave, who is in his alone. */
export const check: WrittenCheck = {
  names: ["$alice", "$bob", "$carol", "$dave"],
  scene: { clients: ["$alice", "$bob", "$carol", "$dave"].map(person) },
  acts: [
    join("$alice", "$red"),
    join("$bob", "$red"),
    join("$carol", "$red"),
    join("$dave", "$blue"),
    { act: "settle" },
    { act: "disconnect", client: "$bob" },
    { act: "settle" },
    { act: "disconnect", client: "$dave" },
  ],
  claims: [
    {
      receives: { event: "left", exactly: ["$alice", "$carol"], args: ["$red", "$bob"], until: 6 },
    },
    { receives: { event: "left", exactly: [], since: 6 } },
  ],
};
