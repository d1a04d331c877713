// What the check says of the starter, and of answers that are nearly right.
import type { Answers } from "../../../testing/proof.ts";

export const answers: Answers = {
  starter: [
    /^the server acknowledges `posts:create` of Ada with \(3\): /,
    /^the server acknowledges `posts:create` of Ada with \(5\): /,
  ],
  wrong: [
    {
      is: "to ask whether something is there does not ask whether it is a function",
      right: 'if (typeof callback === "function") callback(posts.length);',
      wrong: "callback?.(posts.length);",
      fails: [/^the server acknowledges `posts:create` of Ada with \(5\): /],
    },
    {
      is: "whoever leaves early keeps no post",
      right: 'posts.push(text);\n    if (typeof callback === "function") callback(posts.length);',
      wrong: 'if (typeof callback === "function") callback(posts.push(text));',
      fails: [
        "the server acknowledges `posts:create` of Ada with (3): (2)",
        "the server acknowledges `posts:create` of Ada with (5): (3)",
      ],
    },
  ],
};
