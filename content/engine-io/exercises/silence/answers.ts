// What the check says of the starter, and of answers that are nearly right.
import type { Answers } from "../../../testing/proof.ts";

export const answers: Answers = {
  starter: [
    "Bea receives `gone` once within 5000 ms: never",
    'Bea receives `gone` with ("Ada") once: Bea never',
  ],
  wrong: [
    {
      is: "to ask more often helps nothing as long as the answer may take its time",
      right: "{ pingInterval: 1_000, pingTimeout: 2_000 }",
      wrong: "{ pingInterval: 1_000 }",
      fails: [
        "Bea receives `gone` once within 5000 ms: never",
        'Bea receives `gone` with ("Ada") once: Bea never',
      ],
    },
    {
      is: "whoever answers stays, whoever else has gone",
      right: 'io.emit("gone", name);',
      wrong: 'io.emit("gone", name);\n    io.disconnectSockets();',
      fails: ["Bea is connected: disconnected by the server"],
    },
    {
      is: "without a name nobody knows who has gone",
      right: 'io.emit("gone", name)',
      wrong: 'io.emit("gone")',
      fails: ['Bea receives `gone` with ("Ada") once: Bea once; Bea got ()'],
    },
  ],
};
