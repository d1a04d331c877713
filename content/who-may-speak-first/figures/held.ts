import type { WrittenFigure } from "#protocol/figure.ts";
import { post } from "../../acts.ts";

/** It asks once, so that nothing comes after the answer. */
const client = `fetch("/wait?after=0").then((answer) => answer.json()).then(({ price }) => log("the price is", price));
`;

export const figure: WrittenFigure = {
  scene: {
    clients: [
      { name: "Long-polling", file: "client.js", namespaces: [] },
      { name: "Exchange", namespaces: [] },
    ],
  },
  files: { "client.js": client },
  acts: [post("Exchange", "/price", { body: { price: 104 } })],
};
