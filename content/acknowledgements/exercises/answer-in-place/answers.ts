// What the check says of the starter, and of answers that are nearly right.
import type { Answers } from "../../../testing/proof.ts";

export const answers: Answers = {
  starter: [
    'the server acknowledges `posts:create` of Ada with ({"ok":true,"id":1}): no acknowledgement',
    'the server acknowledges `posts:create` of Bea with ({"ok":false,"error":…}): no acknowledgement',
    'the server acknowledges `posts:create` of Bea with ({"ok":true,"id":2}): no acknowledgement',
    'the server acknowledges `posts:create` of Ada with ({"ok":false,"error":…}): no acknowledgement',
    "Ada and Bea do not receive `posts:created`: Ada and Bea received it",
  ],
  wrong: [
    {
      is: "an answer that does not return goes on to keep the post",
      right: 'a title" });\n      return;',
      wrong: 'a title" });',
      fails: [
        'the server acknowledges `posts:create` of Bea with ({"ok":true,"id":2}): ({"ok":true,"id":3})',
      ],
    },
    {
      is: "two values are not one object",
      right: "callback({ ok: true, id: posts.length })",
      wrong: "callback(true, posts.length)",
      fails: [
        'the server acknowledges `posts:create` of Ada with ({"ok":true,"id":1}): (true, 1)',
        'the server acknowledges `posts:create` of Bea with ({"ok":true,"id":2}): (true, 2)',
      ],
    },
  ],
};
