import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { type Builder, build } from "#trace/builder.ts";
import { CheatRow, type SheetRow } from "./cheat-row.tsx";
import { pasted } from "./pasted.ts";
import * as sendings from "./sendings.ts";
import { latestRun, type RunnableRow, type SheetRun } from "./sheet-run.ts";

const PEOPLE = ["Alice", "Bob", "Carol"];
const row: SheetRow = {
  event: "room",
  code: 'socket.to("room1").emit("news")',
  by: ["Bob"],
  why: "Members of room1.",
  reach: ["room"],
};

function three(): Builder {
  const run = build();
  for (const name of PEOPLE) run.connects(name);
  run.joins("Bob", "room1");
  return run;
}
function does(run: Builder, event: string, args: readonly unknown[] = []): void {
  const deed = { do: "emit" as const, nsp: "/", event, args: [...args] };
  run.fact({ kind: "act", act: 1, client: "Alice", deed });
}
const of = (run: Builder, which: RunnableRow = row) => latestRun(sendings, run.trace(), which);

describe("what came of a row", () => {
  test("is who was sent it, once it was sent, and nothing before it was run", () => {
    const run = three();
    expect(of(run)).toBeUndefined();
    does(run, "room");
    run.sends("Alice", "room");
    expect(of(run)).toEqual({ client: "Alice", is: "under way" });
    run.broadcasts("news", { rooms: ["room1"], except: ["Alice"] });
    const came = of(run);
    expect(came?.is === "sent" && [...came.sending.got]).toEqual([["Bob", 1]]);
  });

  test("is nothing when the program came to rest, or has no such row any more", () => {
    const silent = three();
    does(silent, "room");
    silent.sends("Alice", "room");
    silent.fact({ kind: "settled", ok: true, heldUpBy: [], notProvenFor: [] });
    expect(of(silent)).toEqual({ client: "Alice", is: "silent", isUnheard: false });
    const unheard = three();
    does(unheard, "room");
    unheard.sendsInVain("Alice", "room");
    expect(of(unheard)).toMatchObject({ is: "silent", isUnheard: true });
  });

  test("is heard by the server where it stands in a client’s program", () => {
    const run = three();
    const its = { event: "tell", isClients: true } as const;
    does(run, "try", ["another"]);
    expect(of(run, its)).toBeUndefined();
    does(run, "try", ["tell"]);
    expect(of(run, its)?.is).toBe("under way");
    const text = "Alice told the server";
    run.fact({ kind: "log", from: { side: "server" }, level: "log", text });
    expect(of(run, its)?.is).toBe("heard");
    does(run, "try", ["tell"]);
    run.fact({ kind: "settled", ok: true, heldUpBy: [], notProvenFor: [] });
    expect(of(run, its)).toEqual({ client: "Alice", is: "silent", isUnheard: true });
  });
});

test("a row says whom it reaches before it has run, and then who received it and why the others did not", () => {
  const drawn = (run: SheetRun | undefined, runner = "Alice") =>
    renderToStaticMarkup(
      <CheatRow
        {...{ row, run, runner }}
        people={PEOPLE}
        isLast
        press={() => {}}
        paste={() => {}}
      />,
    );
  expect(drawn(undefined)).toContain("Bob: receives it");
  expect(drawn(undefined)).toContain("Carol: does not receive it");
  expect(drawn(undefined, "Bob")).toContain("Bob: not run yet");
  const run = three();
  does(run, "room");
  run.sends("Alice", "room");
  run.broadcasts("news", { rooms: ["room1"], except: ["Alice"] });
  const html = drawn(of(run));
  expect(html).toContain("Bob: received");
  expect(html).toContain("Not sent to Carol: Carol is not in room1.");
  expect(html).toContain("Not sent to Alice: Alice is the sender");
});

test("a line is pasted where the learner’s own lines belong, and can be taken out again", () => {
  const server =
    'io.on("connection", (socket) => {\n  socket.on("mine", async () => {\n  });\n});\n';
  const put = pasted(server, 'io.emit("a"); io.emit("b")', "server");
  expect(put?.text).toContain('async () => {\n    io.emit("a");\n    io.emit("b");\n  });');
  expect(put?.line).toBe(3);
  expect(put?.text.replace(put.put, "")).toBe(server);
  expect(pasted("io.emit();", "io.emit()", "client")).toBeUndefined();
});
