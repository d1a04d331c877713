// What the check says of the starter, and of answers that are nearly right.
import type { Answers } from "../../../testing/proof.ts";

export const answers: Answers = {
  starter: [
    'Ada-2, Bea and Bea-2 receive `dm` with ("Ada", "olive-orchard") once each: Ada-2 never, Bea never, Bea-2 once',
    'Ada, Ada-2 and Bea receive `dm` with ("Bea", "grey-mirror") once each: Ada never, Ada-2 once, Bea never',
  ],
  wrong: [
    {
      is: "with io the tab that wrote hears itself",
      right: "socket.to(`user:${to}`)",
      wrong: "io.to(`user:${to}`)",
      fails: [
        "Ada and Zoe should not receive `dm`: Ada received it",
        "Bea-2 and Zoe should not receive `dm`: Bea-2 received it",
      ],
    },
    {
      is: "to the receiver alone, the sender’s other tab misses it",
      right: ".to(`user:${user}`)",
      wrong: "",
      fails: [
        'Ada-2, Bea and Bea-2 receive `dm` with ("Ada", "olive-orchard") once each: Ada-2 never, Bea once, Bea-2 once',
        'Ada, Ada-2 and Bea receive `dm` with ("Bea", "grey-mirror") once each: Ada once, Ada-2 once, Bea never',
      ],
    },
  ],
};
