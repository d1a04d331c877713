import type { WrittenCheck } from "#protocol/exercise.ts";
import { post, settle } from "../../../acts.ts";

/** Reads events as a browser does, and repeats them on the wire. One whose answer ends asks no more. */
const page = `const answer = await fetch("/events");
if (answer.headers.get("content-type")?.startsWith("text/event-stream")) {
  await fetch("/heard?begin");
  const reader = answer.body.getReader();
  const decoder = new TextDecoder();
  for (let text = ""; ; ) {
    const { value, done } = await reader.read();
    if (done) break;
    const events = (text + decoder.decode(value, { stream: true })).split("\\n\\n");
    text = events.pop();
    for (const event of events)
      if (event.startsWith("data: ")) await fetch("/heard?" + event.slice("data: ".length));
  }
  await fetch("/heard?end");
}
export {};
`;

const listens = (name: string) => ({ name, file: "page.js", namespaces: [] });
const repeats = (client: string, ...heard: readonly string[]) => ({
  passes: {
    client,
    lines: ["client: GET /events", ...heard.map((one) => `client: GET /heard?${one}`)],
  },
});

/** Two pages listen to two pieces of news, which `$carol` posts. Before that, the answer has begun. */
export const check: WrittenCheck = {
  names: ["$alice", "$bob", "$carol"],
  scene: {
    clients: [{ name: "$carol", namespaces: [] }, listens("$alice"), listens("$bob")],
  },
  files: { "page.js": page },
  acts: [
    post("$carol", "/news", { body: { text: "$first" } }),
    settle,
    post("$carol", "/news", { body: { text: "$second" } }),
  ],
  claims: [
    { answered: { client: "$alice", path: "/heard?begin", status: 204, until: 1 } },
    repeats("$alice", "begin", "$first", "$second"),
    repeats("$bob", "begin", "$first", "$second"),
    { answered: { client: "$carol", method: "POST", path: "/news", status: 204 } },
  ],
};
