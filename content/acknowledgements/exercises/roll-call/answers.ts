// What the check says of the starter, and of answers that are nearly right.
import type { Answers } from "../../../testing/proof.ts";

export const answers: Answers = {
  starter: [
    "Ada receives `report` with (3, true) once: Ada once; Ada got (0, true)",
    "Ada receives `report` with (3, false) once: Ada once; Ada got (0, true)",
  ],
  wrong: [
    {
      is: "who asks with socket.broadcast leaves out whoever called",
      right: "io.timeout(1000)",
      wrong: "socket.broadcast.timeout(1000)",
      fails: [/Ada got \(2, true\)/, /Ada got \(2, false\)/],
    },
    {
      is: "nobody waits for a report that takes so long",
      right: "io.timeout(1000)",
      wrong: "io.timeout(30_000)",
      fails: [
        "Ada receives `report` once within 5000 ms: never",
        "Ada receives `report` twice within 5000 ms: once",
        "Ada receives `report` with (3, true) once: Ada never",
      ],
    },
    {
      is: "whoever is connected has not yet answered",
      right: "answers.length,",
      wrong: "io.engine.clientsCount,",
      fails: [/Ada got \(4, true\)$/],
    },
  ],
};
