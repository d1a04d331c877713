// What the check says of the starter, and of answers that are nearly right.
import type { Answers } from "../../../testing/proof.ts";

export const answers: Answers = {
  starter: [
    "Ada and Zoe should not receive `newMessage`: Ada and Zoe received it",
    "Zoe should not receive `newMessage`: Zoe received it",
  ],
  wrong: [
    {
      is: "without except the page that asked is told twice",
      right: '\n    .except(req.get("x-socket-id"))',
      wrong: "",
      fails: ["Ada and Zoe should not receive `newMessage`: Ada received it"],
    },
    {
      is: "to leave out the person leaves out their other tab",
      right: 'req.get("x-socket-id")',
      wrong: "`user:${from}`",
      fails: [
        'Ada-2, Bea and Bea-2 receive `newMessage` with ("Ada", "olive-orchard") once each: Ada-2 never, Bea once, Bea-2 once',
        'Ada, Ada-2, Bea and Bea-2 receive `newMessage` with ("Bea", "grey-mirror") once each: Ada once, Ada-2 once, Bea never, Bea-2 never',
      ],
    },
  ],
};
