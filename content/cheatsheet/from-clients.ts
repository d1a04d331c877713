// What a client's program may write. Whatever it is, it reaches the server, and nobody else.
import { eventOf, type SheetRow } from "./row.ts";

const row = (code: string, why: string, isAnswered = false): SheetRow => ({
  event: eventOf(code),
  code,
  sends: code.includes(".send(") ? "message" : "told",
  by: [],
  why,
  reach: isAnswered ? ["server", "answer"] : ["server"],
  isClients: true,
});

export const fromClients: readonly SheetRow[] = [
  row(
    'socket.emit("told")',
    "A client sends to the server. Who else learns of it, the server decides.",
  ),
  row('socket.emit("told", (answer) => log(answer))', "Calls back when the server answers.", true),
  row(
    'socket.timeout(1000).emit("told", (error, answer) => log(error ?? answer))',
    "Calls back with an error after a second without an answer.",
    true,
  ),
  row('log(await socket.timeout(1000).emitWithAck("told"))', "The same, to be awaited.", true),
  row('socket.emit("told", new Uint8Array([1, 2, 3]))', "Bytes travel beside the text."),
  row('socket.send("told")', 'send(…) is emit("message", …).'),
  row('socket.compress(false).emit("told")', "Compressed or not, it reaches the server."),
  row(
    'socket.volatile.emit("told")',
    "Dropped, and not sent later, if the client is not connected or cannot send now.",
  ),
];
