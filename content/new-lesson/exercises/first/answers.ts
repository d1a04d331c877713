// What the check says of the starter, and of answers that are nearly right.
import type { Answers } from "../../../testing/proof.ts";

export const answers: Answers = {
  starter: [
    "Bea should not receive `told`: Bea received it",
    "Ada should not receive `told`: Ada received it",
  ],
  wrong: [
    {
      is: "what leaves the asker out is no answer",
      right: "socket.emit",
      wrong: "socket.broadcast.emit",
      fails: [/^Ada receives/, /^Bea should not/, /^Bea receives/, /^Ada should not/],
    },
    {
      is: "an answer without the word is not what was asked for",
      right: '"told", word',
      wrong: '"told"',
      fails: [/^Ada receives/, /^Bea receives/],
    },
  ],
};
