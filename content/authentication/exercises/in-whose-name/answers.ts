// What the check says of the starter, and of answers that are nearly right.
import type { Answers } from "../../../testing/proof.ts";

export const answers: Answers = {
  starter: [
    'Bea and Zoe receive `message` with ("Ada", "olive-orchard") once each: Bea once, Zoe once; Bea got ("Bea", "olive-orchard")',
    "Ada should not receive `message`: Ada received it",
    'Ada and Bea receive `message` with ("Zoe", "grey-mirror") once each: Ada once, Bea once; Ada got (null, "grey-mirror")',
    "Zoe should not receive `message`: Zoe received it",
  ],
  wrong: [
    {
      is: "what else stands in auth is the client’s own word",
      right: "socket.data;",
      wrong: "socket.handshake.auth;",
      fails: [
        'Bea and Zoe receive `message` with ("Ada", "olive-orchard") once each: Bea once, Zoe once; Bea got ("somebody else", "olive-orchard")',
        'Ada and Bea receive `message` with ("Zoe", "grey-mirror") once each: Ada once, Bea once; Ada got ("somebody else", "grey-mirror")',
      ],
    },
    {
      is: "the payload’s name where there is one is still believed",
      right: '({ text }) => {\n    socket.broadcast.emit("message", user, text);',
      wrong: '(sent) => {\n    socket.broadcast.emit("message", sent.user ?? user, sent.text);',
      fails: [
        'Bea and Zoe receive `message` with ("Ada", "olive-orchard") once each: Bea once, Zoe once; Bea got ("Bea", "olive-orchard")',
      ],
    },
  ],
};
