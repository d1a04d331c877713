// What the check says of the starter, and of answers that are nearly right.
import type { Answers } from "../../../testing/proof.ts";

export const answers: Answers = {
  starter: [/whoami` of Bea with .*"name":"Ada"\}\)$/],
  wrong: [
    {
      is: "the connection’s id is not the socket’s",
      right: "id: socket.id",
      wrong: "id: socket.conn.id",
      fails: [/whoami` of Ada with /, /whoami` of Bea with /],
    },
    {
      is: "nobody has put a name into socket.data",
      right: "id: socket.id, name",
      wrong: "id: socket.id, name: socket.data.name",
      fails: [/whoami` of Ada with .*\(\{"id":"[^"]+"\}\)$/, /whoami` of Bea with /],
    },
  ],
};
