import type { WrittenCheck } from "#protocol/exercise.ts";
import { ask } from "../../../acts.ts";

const create = (client: string, title: unknown) => ask(client, "posts:create", { title });
const acknowledges = (client: string, answer: object, until: number) => ({
  acknowledges: { client, event: "posts:create", values: [answer], until },
});
const error = { ok: false, error: { $any: "string" } };

/** Two posts of each; one of each lacks a title. Nobody is told anything but in answer. */
export const check: WrittenCheck = {
  names: ["$alice", "$bob"],
  scene: { clients: [{ name: "$alice" }, { name: "$bob" }] },
  acts: [
    create("$alice", "$first"),
    create("$bob", ""),
    create("$bob", "$second"),
    create("$alice", 7),
  ],
  claims: [
    acknowledges("$alice", { ok: true, id: 1 }, 2),
    acknowledges("$bob", error, 3),
    acknowledges("$bob", { ok: true, id: 2 }, 4),
    { acknowledges: { client: "$alice", event: "posts:create", values: [error], since: 4 } },
    { receives: { event: "*", exactly: [] } },
  ],
};
