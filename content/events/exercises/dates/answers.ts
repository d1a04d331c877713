// What the check says of the starter, and of answers that are nearly right.
import type { Answers } from "../../../testing/proof.ts";

export const answers: Answers = {
  starter: [/Ada got \("2023-11-14T22:13:20.000Z", \{\}, \{\}\)/],
  wrong: [
    {
      is: "an object made of the map is no list of pairs",
      right: "[...counts]",
      wrong: "Object.fromEntries(counts)",
      fails: [/Ada got .*\{"white-river":2,"ivory-ladder":1\}/],
    },
    {
      is: "the keys of the map are half of it",
      right: "[...counts]",
      wrong: "[...counts.keys()]",
      fails: [/Ada got .*, \["white-river","ivory-ladder"\], \["white-river","ivory-ladder"\]/],
    },
  ],
};
