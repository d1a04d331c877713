// What the check says of the starter, and of answers that are nearly right.
import type { Answers } from "../../../testing/proof.ts";

export const answers: Answers = {
  starter: [
    "Ada and Rosa should not receive `chat`: Ada received it",
    "Ada, Bea and Zoe should not receive `whisper`: Ada and Zoe received it",
    'Ada, Bea, Zoe and Rosa receive `announce` with ("pink-pebble") once each: Ada once, Bea once, Zoe never, Rosa once',
  ],
  wrong: [
    {
      is: "a whisper to the name instead of the id reaches nobody",
      right: "io.to(ids[name])",
      wrong: "io.to(name)",
      fails: ['Rosa receives `whisper` with ("coral-candle") once: Rosa never'],
    },
    {
      is: "an announcement room by room reaches everyone more than once",
      right: 'io.emit("announce", text)',
      wrong:
        'for (const room of io.sockets.adapter.rooms.keys()) io.to(room).emit("announce", text)',
      fails: [
        'Ada, Bea, Zoe and Rosa receive `announce` with ("pink-pebble") once each: Ada twice, Bea twice, Zoe 3 times, Rosa twice',
      ],
    },
    {
      is: "a chat that broadcasts reaches those outside the room",
      right: "socket.to(room)",
      wrong: "socket.broadcast",
      fails: ["Ada and Rosa should not receive `chat`: Rosa received it"],
    },
  ],
};
