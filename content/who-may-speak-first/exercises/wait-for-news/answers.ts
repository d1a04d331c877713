// What the check says of the starter, and of answers that are nearly right.
import type { Answers } from "../../../testing/proof.ts";

const answered = (name: string, turn: 1 | 2, got: string): string => {
  const news = turn === 1 ? "olive-orchard" : "grey-mirror";
  return `GET /wait?turn=${turn} of ${name} is answered 200 with {"text":"${news}"}: ${got}`;
};
const AT_ONCE = 'too early: 200 {"text":"nothing yet"}';

export const answers: Answers = {
  starter: [
    answered("Ada", 1, AT_ONCE),
    answered("Bea", 1, AT_ONCE),
    answered("Ada", 2, AT_ONCE),
    answered("Bea", 2, AT_ONCE),
  ],
  wrong: [
    {
      is: "one variable holds one who waits, and the other is never answered",
      right: "waiting.push(res);",
      wrong: "waiting[0] = res;",
      fails: [answered("Ada", 1, "no answer"), answered("Ada", 2, "no answer")],
    },
    {
      is: "who was answered waits no more, and cannot be answered twice",
      right: "waiting.splice(0)",
      wrong: "waiting",
      fails: [
        answered("Ada", 2, "no answer"),
        answered("Bea", 2, "no answer"),
        /^POST \/news of Zoe is answered 201 with .*: 500 /,
      ],
    },
  ],
};
