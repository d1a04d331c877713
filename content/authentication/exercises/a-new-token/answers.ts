// What the check says of the starter, and of answers that are nearly right.
import type { Answers } from "../../../testing/proof.ts";

export const answers: Answers = {
  starter: [
    "Ada and Bea receive `welcome` with (2) once each: Ada never, Bea never",
    "Ada is connected: disconnected by the server",
    "Bea is connected: disconnected by the server",
  ],
  wrong: [
    {
      is: "to come back with the old token is to be refused",
      right: "auth: async (done) => done({ token: await login() }),",
      wrong: "auth: { token: await login() },",
      fails: [
        "Ada and Bea receive `welcome` with (2) once each: Ada never, Bea never",
        "Ada is connected: refused: jwt expired",
        "Bea is connected: refused: jwt expired",
      ],
    },
    {
      is: "to wait for a lost connection is to wait for something else",
      right: '"io server disconnect"',
      wrong: '"transport close"',
      fails: [
        "Ada and Bea receive `welcome` with (2) once each: Ada never, Bea never",
        "Ada is connected: disconnected by the server",
        "Bea is connected: disconnected by the server",
      ],
    },
  ],
};
