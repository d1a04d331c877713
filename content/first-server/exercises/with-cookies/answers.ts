// What the check says of the starter, and of answers that are nearly right.
import type { Answers } from "../../../testing/proof.ts";

export const answers: Answers = {
  starter: ["Ada is connected: never connected"],
  wrong: [
    {
      is: "everyone and cookies do not go together",
      right: 'origin: ["https://app.test"]',
      wrong: 'origin: "*"',
      fails: ["Ada is connected: never connected"],
    },
    {
      is: "an origin ends with its host, and not with a slash",
      right: '"https://app.test"',
      wrong: '"https://app.test/"',
      fails: ["Ada is connected: never connected"],
    },
    {
      is: "whoever gives back any origin lets in every site, with its visitors’ cookies",
      right: 'origin: ["https://app.test"]',
      wrong: "origin: true",
      fails: ["Bea is not connected: connected"],
    },
  ],
};
