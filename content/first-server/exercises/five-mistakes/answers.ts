// What the check says of the starter, and of answers that are nearly right.
import type { Answers } from "../../../testing/proof.ts";

const nobody = [
  /^Ada is connected: (?!connected)/,
  /^Bea is connected: (?!connected)/,
  /^the server acknowledges `hello` of Ada/,
  /^the server acknowledges `hello` of Bea/,
];

export const answers: Answers = {
  starter: [/^the program starts: TypeError: io is not a function \(server\.js, line 11\)$/],
  underlined: [/No overload/, /not callable/, /lister/],
  wrong: [
    {
      is: "Express listens with a server of its own, to which Socket.IO is not attached",
      right: "server.listen(3000)",
      wrong: "app.listen(3000)",
      fails: nobody,
    },
    {
      is: "nobody asks at another port",
      right: "server.listen(3000)",
      wrong: "server.listen(3001)",
      fails: nobody,
    },
    {
      is: "a list where an object belongs lets everyone in",
      right: 'cors: { origin: ["https://app.test"] }',
      wrong: 'cors: ["https://app.test"]',
      fails: ["Zoe is not connected: connected"],
    },
  ],
};
