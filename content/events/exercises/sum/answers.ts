// What the check says of the starter, and of answers that are nearly right.
import type { Answers } from "../../../testing/proof.ts";

export const answers: Answers = {
  starter: [
    "Ada receives `sum:result` with (5) once: Ada once; Ada got (null)",
    "Bea should not receive `sum:result`: Bea received it",
    "Bea receives `sum:result` with (-4) once: Bea once; Bea got (null)",
    "Ada should not receive `sum:result`: Ada received it",
  ],
  wrong: [
    {
      is: "an answer to everybody reaches who did not ask",
      right: "socket.emit",
      wrong: "io.emit",
      fails: [
        "Bea should not receive `sum:result`: Bea received it",
        "Ada should not receive `sum:result`: Ada received it",
      ],
    },
    {
      is: "numbers joined as text are no sum",
      right: "a + b",
      wrong: "`${a}${b}`",
      fails: [/Ada got \("23"\)/, /Bea got \("-4.50.5"\)/],
    },
  ],
};
