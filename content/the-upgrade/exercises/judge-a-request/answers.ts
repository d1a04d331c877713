// What the check says of the starter, and of answers that are nearly right.
import type { Answers } from "../../../testing/proof.ts";

const judge = "the server acknowledges `judge` of";
const [ada, bea] = [
  `${judge} Ada with ({"status":101,"accept":"DwJ/VCxfVPfJGxEUekAPJFvfwic="})`,
  `${judge} Bea with ({"status":101,"accept":"HSmrc0sMlYUkAGmm5OPpG2HaGWk="})`,
];

export const answers: Answers = {
  starter: [
    `${ada}: ({"status":101,"accept":"JWR7mML3MLHI9denO/a5tVscETI="})`,
    `${bea}: ({"status":101,"accept":"8E1hw/nkpBzN7OuKAmglK0FjsrE="})`,
    `${judge} Ada with ({"status":400}): ({"status":101,"accept":"1dTNB2FqVCiRt+wtAlezoktphW4="})`,
    `${judge} Bea with ({"status":400}): ({"status":101,"accept":"JWR7mML3MLHI9denO/a5tVscETI="})`,
  ],
  wrong: [
    {
      is: "a header is text, and never the number 13",
      right: '!== "13"',
      wrong: "!== 13",
      fails: [`${ada}: ({"status":400})`, `${bea}: ({"status":400})`],
    },
    {
      is: "the fixed text comes behind the key",
      right: "key + FIXED",
      wrong: "FIXED + key",
      fails: [
        `${ada}: ({"status":101,"accept":"w5aQgjCApfVis8nYci7KdoHr2u8="})`,
        `${bea}: ({"status":101,"accept":"OBlzS4/HKYqP9qJo6JWTY8ZvbAI="})`,
      ],
    },
  ],
};
