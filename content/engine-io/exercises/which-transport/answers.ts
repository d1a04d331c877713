// What the check says of the starter, and of answers that are nearly right.
import type { Answers } from "../../../testing/proof.ts";

export const answers: Answers = {
  starter: [
    'Zoe receives `began` with ("polling") once: Zoe once; Zoe got ("websocket")',
    'Ada receives `began` with ("polling") once: Ada once; Ada got ("websocket")',
    'Ada receives `upgraded` with ("websocket") once: Ada never',
  ],
  wrong: [
    {
      is: "what is sent at once tells an upgrade that has not been made",
      right:
        'conn.once("upgrade", () => {\n    socket.emit("upgraded", conn.transport.name);\n  });',
      wrong: 'socket.emit("upgraded", conn.transport.name);',
      fails: [
        'Ada receives `upgraded` with ("websocket") once: Ada once; Ada got ("polling")',
        "Bea and Zoe should not receive `upgraded`: Bea and Zoe received it",
      ],
    },
    {
      is: "what everybody is told reaches those who were not upgraded",
      right: 'socket.emit("upgraded"',
      wrong: 'io.emit("upgraded"',
      fails: ["Bea and Zoe should not receive `upgraded`: Bea and Zoe received it"],
    },
  ],
};
