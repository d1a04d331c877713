// What the check says of the starter, and of answers that are nearly right.
import type { Answers } from "../../../testing/proof.ts";

export const answers: Answers = {
  starter: [
    'the server acknowledges `create_chat` of Zoe with ({"ok":false}): ({"ok":true})',
    'the server acknowledges `invite` of Zoe with ({"ok":false}): ({"ok":true})',
    'the server acknowledges `join_chat` of Zoe with ({"ok":false}): ({"ok":true})',
    "Ada and Zoe should not receive `said`: Zoe received it",
    "Ada, Bea and Zoe should not receive `said`: Ada and Bea received it",
  ],
  wrong: [
    {
      is: "who may invite herself needs no invitation",
      right: `guest, answer) => {
    if (!isMember(chat)) {
      answer({ ok: false });
      return;
    }`,
      wrong: "guest, answer) => {",
      fails: [
        'the server acknowledges `invite` of Zoe with ({"ok":false}): ({"ok":true})',
        'the server acknowledges `join_chat` of Zoe with ({"ok":false}): ({"ok":true})',
        "Ada and Zoe should not receive `said`: Zoe received it",
        "Ada, Bea and Zoe should not receive `said`: Ada and Bea received it",
      ],
    },
    {
      is: "who may not join may still speak",
      right: "    if (!isMember(chat)) return;\n",
      wrong: "",
      fails: ["Ada, Bea and Zoe should not receive `said`: Ada and Bea received it"],
    },
    {
      is: "whoever makes a chat that is there has taken it over",
      right: "if (members.has(chat)) {",
      wrong: "if (members.get(chat)?.size === 0) {",
      fails: [
        'the server acknowledges `create_chat` of Zoe with ({"ok":false}): ({"ok":true})',
        'the server acknowledges `invite` of Zoe with ({"ok":false}): ({"ok":true})',
        'the server acknowledges `join_chat` of Zoe with ({"ok":false}): ({"ok":true})',
        /^Bea receives `said` with .* once: Bea never$/,
        "Ada, Bea and Zoe should not receive `said`: Ada and Bea received it",
        'the server acknowledges `invite` of Bea with ({"ok":true}): ({"ok":false})',
        /^Ada and Zoe receive `said` with .* once each: Ada never, Zoe never$/,
      ],
    },
    {
      is: "an invitation makes a member, not a guest",
      right: `guest, answer) => {
    if (!isMember(chat)) {`,
      wrong: `guest, answer) => {
    if ([...(members.get(chat) ?? [])][0] !== user) {`,
      fails: [
        'the server acknowledges `invite` of Bea with ({"ok":true}): ({"ok":false})',
        'the server acknowledges `join_chat` of Zoe with ({"ok":true}): ({"ok":false})',
        /^Ada and Zoe receive `said` with .* once each: Ada once, Zoe never$/,
      ],
    },
  ],
};
