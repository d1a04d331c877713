// What the check says of the starter, and of answers that are nearly right.
import type { Answers } from "../../../testing/proof.ts";

const frame = "the server acknowledges `frame` of";
const hello = `${frame} Bea with ({"fin":true,"opcode":1,"text":"42[\\"hello\\"]"})`;
const piece = `${frame} Ada with ({"fin":false,"opcode":1,"text":"42[\\"h"})`;
const ping = `${frame} Bea with ({"fin":true,"opcode":9,"text":"mid"})`;

export const answers: Answers = {
  starter: [
    /^the server acknowledges `frame` of Bea with .*hello/,
    /^the server acknowledges `frame` of Ada with .*"fin":false,.*: \(\{"fin":true,/,
    /^the server acknowledges `frame` of Bea with .*mid.*: \(\{"fin":true,"opcode":1,/,
  ],
  wrong: [
    {
      is: "after its four bytes the key begins again",
      right: "key[index % key.length]",
      wrong: "key[index]",
      fails: [
        /^the server acknowledges `frame` of Bea with .*hello.*: .*"text":"42\[\\"[^h]/,
        `${piece}: ({"fin":false,"opcode":1,"text":"42[\\"_"})`,
      ],
    },
    {
      is: "FIN is a bit of the same byte, and no part of the opcode",
      right: "opcode: first & 0x0f",
      wrong: "opcode: first",
      fails: [
        `${frame} Ada with ({"fin":true,"opcode":1,"text":"price"}): ({"fin":true,"opcode":129,"text":"price"})`,
        `${hello}: ({"fin":true,"opcode":129,"text":"42[\\"hello\\"]"})`,
        `${ping}: ({"fin":true,"opcode":137,"text":"mid"})`,
      ],
    },
  ],
};
