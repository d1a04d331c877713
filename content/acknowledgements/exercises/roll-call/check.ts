import type { WrittenCheck } from "#protocol/exercise.ts";
import { emit, settle } from "../../../acts.ts";

const call = emit("$alice", "roll call");
const wait = (times: number) => ({
  act: "wait-for" as const,
  client: "$alice",
  event: "report",
  times,
  within: 5_000,
});

/** Three answer, and Dave does not; then Dave has gone. Of a second's wait there is a report within five, and of a long one none. */
export const check: WrittenCheck = {
  names: ["$alice", "$bob", "$carol", "$dave"],
  scene: {
    clients: [
      ...["$alice", "$bob", "$carol"].map((name) => ({ name, file: "who-answers.js" })),
      { name: "$dave", file: "who-hears.js" },
    ],
  },
  files: {
    "who-answers.js": 'const socket = io();\nsocket.on("there?", (callback) => callback(me));\n',
    "who-hears.js": 'const socket = io();\nsocket.on("there?", () => log("heard it"));\n',
  },
  acts: [call, wait(1), { act: "disconnect", client: "$dave" }, settle, call, wait(2)],
  claims: [
    { receives: { event: "report", exactly: ["$alice"], args: [3, true], until: 2 } },
    { receives: { event: "report", exactly: ["$alice"], args: [3, false], since: 3 } },
  ],
};
