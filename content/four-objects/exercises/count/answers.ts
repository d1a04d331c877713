// What the check says of the starter, and of answers that are nearly right.
import type { Answers } from "../../../testing/proof.ts";

export const answers: Answers = {
  starter: [
    "the server acknowledges `inc` of Ada-2 with (1): (3)",
    "the server acknowledges `inc` of Bea with (1): (4)",
    "the server acknowledges `inc` of Ada with (1): (5)",
  ],
  wrong: [
    {
      is: "what is kept by name outlives the connection",
      right:
        '  socket.data.count = 0;\n\n  socket.on("inc", (callback) => {\n    socket.data.count += 1;\n    callback(socket.data.count);',
      wrong:
        '  const { name } = socket.handshake.auth;\n\n  socket.on("inc", (callback) => {\n    io[name] = (io[name] ?? 0) + 1;\n    callback(io[name]);',
      fails: [
        "the server acknowledges `inc` of Ada-2 with (1): (3)",
        "the server acknowledges `inc` of Ada with (1): (4)",
      ],
    },
    {
      is: "what is kept by name is the same for two tabs, though each begins with 0",
      right:
        '  socket.data.count = 0;\n\n  socket.on("inc", (callback) => {\n    socket.data.count += 1;\n    callback(socket.data.count);',
      wrong:
        '  const { name } = socket.handshake.auth;\n  io[name] = 0;\n\n  socket.on("inc", (callback) => {\n    io[name] += 1;\n    callback(io[name]);',
      fails: ["the server acknowledges `inc` of Ada-2 with (1): (3)"],
    },
    {
      is: "what is set to 0 in the handler is 1 each time",
      right: 'socket.on("inc", (callback) => {',
      wrong: 'socket.on("inc", (callback) => {\n    socket.data.count = 0;',
      fails: ["the server acknowledges `inc` of Ada with (2): (1)"],
    },
  ],
};
