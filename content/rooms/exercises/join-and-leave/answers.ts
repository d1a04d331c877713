// What the check says of the starter, and of answers that are nearly right.
import type { Answers } from "../../../testing/proof.ts";

export const answers: Answers = {
  starter: [
    "Ada, Bea, Zoe and Rosa should not receive `chat`: Ada, Bea and Zoe received it",
    "Ada, Bea and Rosa should not receive `chat`: Bea received it",
  ],
  wrong: [
    {
      is: "a chat with io reaches its own author",
      right: "socket.to(room)",
      wrong: "io.to(room)",
      fails: [
        "Ada and Rosa should not receive `chat`: Ada received it",
        "Ada, Bea and Rosa should not receive `chat`: Ada received it",
      ],
    },
    {
      is: "a leave that only says so leaves Bea in the room",
      right: "socket.leave(room);",
      wrong: 'socket.emit("left", room);',
      fails: ["Ada, Bea and Rosa should not receive `chat`: Bea received it"],
    },
  ],
};
