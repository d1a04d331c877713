// What the check says of the starter, and of answers that are nearly right.
import type { Answers } from "../../../testing/proof.ts";

export const answers: Answers = {
  starter: [
    "Ada and Bea should not receive `message`: Ada and Bea received it",
    "Bea receives `error:validation` 4 times: Bea never",
    'Ada and Bea receive `message` with ("white-river", "ivory-teapot") once each: Ada never, Bea never',
  ],
  wrong: [
    {
      is: "a default for what is missing does not help against null",
      right: "(message) => {\n    const { room, text } = message ?? {};",
      wrong: "({ room, text } = {}) => {",
      fails: [
        "Bea receives `error:validation` 4 times: Bea once",
        'Ada and Bea receive `message` with ("white-river", "ivory-teapot") once each: Ada never, Bea never',
      ],
    },
    {
      is: "asking only whether it is there lets a number through",
      right: 'typeof room !== "string" || typeof text !== "string"',
      wrong: "room === undefined || text === undefined",
      fails: [
        "Ada and Bea should not receive `message`: Ada and Bea received it",
        "Bea receives `error:validation` 4 times: Bea 3 times",
      ],
    },
  ],
};
