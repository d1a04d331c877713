import type { WrittenCheck } from "#protocol/exercise.ts";
import { ask } from "../../../acts.ts";

const frame = (client: string, hexadecimal: string) =>
  ask(
    client,
    "frame",
    hexadecimal.split(" ").map((byte) => Number.parseInt(byte, 16)),
  );
const acknowledges = (client: string, answer: object, stretch: object) => ({
  acknowledges: { client, event: "frame", values: [answer], ...stretch },
});

/** A server's frame, a client's with more than four bytes, the first piece of a message, and a ping. */
export const check: WrittenCheck = {
  names: ["$alice", "$bob"],
  scene: { clients: [{ name: "$alice" }, { name: "$bob" }] },
  acts: [
    frame("$alice", "81 05 70 72 69 63 65"),
    frame("$bob", "81 8b f2 bf 7c d8 c6 8d 27 fa 9a da 10 b4 9d 9d 21"),
    frame("$alice", "01 85 37 fa 21 3d 03 c8 7a 1f 5f"),
    frame("$bob", "89 83 37 fa 21 3d 5a 93 45"),
  ],
  claims: [
    acknowledges("$alice", { fin: true, opcode: 1, text: "price" }, { until: 2 }),
    acknowledges("$bob", { fin: true, opcode: 1, text: '42["hello"]' }, { until: 3 }),
    acknowledges("$alice", { fin: false, opcode: 1, text: '42["h' }, { since: 3 }),
    acknowledges("$bob", { fin: true, opcode: 9, text: "mid" }, { since: 4 }),
  ],
};
