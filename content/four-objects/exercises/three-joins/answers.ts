// What the check says of the starter, and of answers that are nearly right.
import type { Answers } from "../../../testing/proof.ts";

export const answers: Answers = {
  starter: [
    /^Bea receives `msg` with .* once: Bea 3 times/,
    /^Bea receives `msg` with .* once: Bea 3 times/,
  ],
  wrong: [
    {
      is: "a listener that hears once does not hear the second message",
      right: 'socket.on("msg"',
      wrong: 'socket.once("msg"',
      fails: [/^Bea receives `msg` with .* once: Bea never$/],
    },
    {
      is: "io does not leave out who wrote it",
      right: "socket.to(to)",
      wrong: "io.to(to)",
      fails: [
        "Ada and Zoe should not receive `msg`: Ada received it",
        "Ada and Zoe should not receive `msg`: Ada received it",
      ],
    },
  ],
};
