// What the check says of the starter, and of answers that are nearly right.
import type { Answers } from "../../../testing/proof.ts";

const stopsAfter = (client: string, count: number, next: string): string =>
  `between ${client} and the server pass \`client: GET /events\`, \`client: GET /heard?begin\`, \`client: GET /heard?olive-orchard\`, \`client: GET /heard?grey-mirror\`: ${count} of 4; then client: GET /heard?${next} is missing`;

const nothing = ["Bea", "Zoe"].map((name) => stopsAfter(name, 2, "olive-orchard"));

export const answers: Answers = {
  starter: nothing,
  wrong: [
    {
      is: "without its empty line an event never counts",
      right: "\\n\\n`",
      wrong: "\\n`",
      fails: nothing,
    },
    {
      is: "an answer that ends brings one piece of news",
      right: "one.write(",
      wrong: "one.end(",
      fails: ["Bea", "Zoe"].map((name) => stopsAfter(name, 3, "grey-mirror")),
    },
    {
      is: "an answer of which nothing has left has not begun",
      right: "  res.flushHeaders();\n",
      wrong: "",
      fails: ["GET /heard?begin of Bea is answered 204: too late: 204"],
    },
  ],
};
