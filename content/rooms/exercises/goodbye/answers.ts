// What the check says of the starter, and of answers that are nearly right.
import type { Answers } from "../../../testing/proof.ts";

export const answers: Answers = {
  starter: [
    'Ada and Zoe receive `left` with ("ivory-mirror", "Bea") once each: Ada never, Zoe never',
  ],
  wrong: [
    {
      is: "telling everybody tells those who share no room",
      right: "socket.to(room)",
      wrong: "io",
      fails: [
        /Ada twice, Zoe twice/,
        // Bea, and then Rosa, go while it is sent, and may or may not receive it.
        /^Bea and Rosa should not receive `left`: (Bea and )?Rosa received it$/,
        /: Ada.* Zoe.* received it$/,
      ],
    },
    {
      is: "the name without the room is half of it",
      right: '"left", room, name',
      wrong: '"left", name',
      fails: [
        'Ada and Zoe receive `left` with ("ivory-mirror", "Bea") once each: Ada once, Zoe once; Ada got ("Bea")',
      ],
    },
  ],
};
