// What the check says of the starter, and of answers that are nearly right.
import type { Answers } from "../../../testing/proof.ts";

export const answers: Answers = {
  starter: [
    'the server acknowledges `invite` of Zoe with ({"ok":false}): ({"ok":true})',
    'the server acknowledges `join_chat` of Zoe with ({"ok":false}): ({"ok":true})',
    "Ada and Zoe do not receive `said`: Zoe received it",
    "Ada, Bea and Zoe do not receive `said`: Ada and Bea received it",
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
        "Ada and Zoe do not receive `said`: Zoe received it",
        "Ada, Bea and Zoe do not receive `said`: Ada and Bea received it",
      ],
    },
    {
      is: "who may not join may still speak",
      right: "    if (!isMember(chat)) return;\n",
      wrong: "",
      fails: ["Ada, Bea and Zoe do not receive `said`: Ada and Bea received it"],
    },
  ],
};
