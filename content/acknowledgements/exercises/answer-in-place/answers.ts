// What the check says of the starter, and of answers that are nearly right.
import type { Answers } from "../../../testing/proof.ts";

export const answers: Answers = {
  starter: [
    'the server acknowledges `posts:create` of Ada with ({"ok":true,"id":1}): no acknowledgement',
    'the server acknowledges `posts:create` of Bea with ({"ok":false,"error":"…"}): no acknowledgement',
    'the server acknowledges `posts:create` of Bea with ({"ok":true,"id":2}): no acknowledgement',
    'the server acknowledges `posts:create` of Ada with ({"ok":false,"error":"…"}): no acknowledgement',
    "Ada and Bea should not receive any event: Ada and Bea received `posts:created`",
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
      is: "whoever else is told, by whatever name, has not asked",
      right: "callback({ ok: true, id: posts.length });",
      wrong: 'callback({ ok: true, id: posts.length });\n    io.emit("news", posts.length);',
      fails: ["Ada and Bea should not receive any event: Ada and Bea received `news`"],
    },
    {
      is: "a number is no text",
      right: 'error: "a post needs a title"',
      wrong: "error: 400",
      fails: [
        'the server acknowledges `posts:create` of Bea with ({"ok":false,"error":"…"}): ({"ok":false,"error":400})',
        'the server acknowledges `posts:create` of Ada with ({"ok":false,"error":"…"}): ({"ok":false,"error":400})',
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
