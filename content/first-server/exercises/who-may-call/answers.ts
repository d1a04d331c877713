// What the check says of the starter, and of answers that are nearly right.
import type { Answers } from "../../../testing/proof.ts";

export const answers: Answers = {
  starter: [
    /^\w+ is not connected: connected$/,
    /^\w+ is not connected: connected$/,
    /^\w+ is not connected: connected$/,
    /^\w+ is not connected: connected$/,
  ],
  wrong: [
    {
      is: "a site may begin like another",
      right: 'origin === "https://app.test"',
      wrong: 'origin.startsWith("https://app.test")',
      fails: [/^\w+ is not connected: connected$/],
    },
    {
      is: "a site may end like another",
      right: 'origin === "https://app.test"',
      wrong: 'origin.endsWith("app.test")',
      fails: [/^\w+ is not connected: connected$/, /^\w+ is not connected: connected$/],
    },
    {
      is: "the same host by http is another origin",
      right: 'origin === "https://app.test"',
      wrong: 'origin.endsWith("://app.test")',
      fails: [/^\w+ is not connected: connected$/],
    },
    {
      is: "whoever asks for the header from all turns away the server’s own page",
      right: "origin === undefined || ",
      wrong: "",
      fails: [/^Ada is connected: /],
    },
  ],
};
