import type { WrittenCheck } from "#protocol/exercise.ts";
import { post, settle } from "../../../acts.ts";

/** Each page asks twice: what it asks says who it is, and how often it has asked. */
const page = `for (const turn of [1, 2]) {
  const answer = await fetch("/wait?turn=" + turn);
  log(await answer.text());
}
export {};
`;

const waits = (name: string) => ({ name, file: "page.js", namespaces: [] });
const first = (client: string) => ({
  answered: {
    client,
    path: "/wait?turn=1",
    status: 200,
    body: { text: "$first" },
    since: 2,
    until: 3,
  },
});
const second = (client: string) => ({
  answered: { client, path: "/wait?turn=2", status: 200, body: { text: "$second" }, since: 3 },
});

/** Two pages wait, and `$carol` publishes; between that she asks what is kept, which nobody has to wait for. */
export const check: WrittenCheck = {
  names: ["$alice", "$bob", "$carol"],
  scene: {
    clients: [waits("$alice"), waits("$bob"), { name: "$carol", namespaces: [] }],
  },
  files: { "page.js": page },
  acts: [
    { act: "http", client: "$carol", path: "/latest" },
    settle,
    post("$carol", "/news", { body: { text: "$first" } }),
    settle,
    post("$carol", "/news", { body: { text: "$second" } }),
  ],
  claims: [
    first("$alice"),
    first("$bob"),
    second("$alice"),
    second("$bob"),
    {
      answered: { client: "$carol", path: "/latest", status: 200, body: { text: "nothing yet" } },
    },
    {
      answered: {
        client: "$carol",
        method: "POST",
        path: "/news",
        status: 201,
        body: { text: "$second" },
      },
    },
  ],
};
