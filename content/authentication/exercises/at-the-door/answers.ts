// What the check says of the starter, and of answers that are nearly right.
import type { Answers } from "../../../testing/proof.ts";

export const answers: Answers = {
  starter: [
    "Bea is not connected: connected",
    "Zoe is not connected: connected",
    'Bea is refused with “unauthorized” and data ({"code":401}): connected',
    'Zoe is refused with “unauthorized” and data ({"code":401}): connected',
  ],
  wrong: [
    {
      is: "a token that is only read has been signed by anybody",
      right: "jwt.verify(socket.handshake.auth.token, SECRET);",
      wrong: "if (!jwt.decode(socket.handshake.auth.token)) throw new Error();",
      fails: [
        "Zoe is not connected: connected",
        'Zoe is refused with “unauthorized” and data ({"code":401}): connected',
      ],
    },
    {
      is: "who one says one is proves nothing",
      right: "jwt.verify(socket.handshake.auth.token, SECRET);",
      wrong: "if (!socket.handshake.auth.user) throw new Error();",
      fails: [
        "Bea is not connected: connected",
        "Zoe is not connected: connected",
        'Bea is refused with “unauthorized” and data ({"code":401}): connected',
        'Zoe is refused with “unauthorized” and data ({"code":401}): connected',
      ],
    },
    {
      is: "what stands beside data does not travel",
      right: "error.data = { code: 401 };",
      wrong: "error.code = 401;",
      fails: [
        'Bea is refused with “unauthorized” and data ({"code":401}): refused: unauthorized',
        'Zoe is refused with “unauthorized” and data ({"code":401}): refused: unauthorized',
      ],
    },
  ],
};
