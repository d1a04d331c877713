// Which lines of the program sent what.
import { expect, it } from "vitest";
import { build } from "#trace/builder.ts";
import { doingsOf, lineDoings } from "#trace/line-doings.ts";

const at = (line: number) => ({ file: "server.js", line, column: 4 });

it("counts what each line sent, and says to whom", () => {
  const t = build();
  for (const client of ["Alice", "Bob", "Carol"]) t.connects(client);
  const sent = [
    t.broadcasts("chat", { except: ["Alice"], where: at(14) }),
    t.broadcasts("chat", { except: ["Alice"], where: at(14) }),
    t.emits("Bob", "hello", { where: at(9) }),
    t.broadcasts("chat", { rooms: ["none"], where: at(20) }),
    t.broadcasts("chat", { except: ["Alice"], where: at(14) }),
  ];
  // What no line is known of, and what Socket.IO sends by itself, is nobody's.
  t.emits("Bob", "hello");
  const trace = t.trace();
  expect(lineDoings(trace).map(({ line, words }) => `${line}: ${words}`)).toEqual([
    "14: sent chat to Bob and Carol, 3 times",
    "9: sent hello to Bob",
    "20: sent chat to nobody",
  ]);
  expect(doingsOf(trace, "server.js", 14)).toEqual(
    [sent[0], sent[1], sent[4]].map((event) => event?.seq),
  );
  expect(doingsOf(trace, "server.js", 15)).toEqual([]);
  expect(doingsOf(trace.slice(0, sent[1]?.seq), "server.js", 14)).toEqual([sent[0]?.seq]);
});

it("counts names where there are many", () => {
  const t = build();
  for (let i = 1; i <= 6; i++) t.connects(`client ${i}`);
  t.broadcasts("tick", { where: at(3) });
  t.broadcasts("tock", { where: at(3) });
  expect(lineDoings(t.trace())[0]?.words).toBe(
    "sent tick and tock to client 1, client 2, client 3, client 4 and 2 more, twice",
  );
});
