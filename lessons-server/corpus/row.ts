// A row of the hostile corpus: what a stranger tries, how that has to end, and which layer ends it.
import { expect } from "vitest";
import type { EventOf } from "#trace/event.ts";
import type { Witness } from "./witness.ts";
import { leaving, once, type Served, type Source } from "../testing/served-sandboxes.ts";

/** What a sandbox is kept in by, from the inside out. */
export type Layer =
  /** QuickJS without ambient authority: what is not there cannot be used. */
  | "engine"
  /** Every instruction is paid for. */
  | "fuel"
  /** The WebAssembly memory, and the stack in it. */
  | "memory"
  /** Strings only, counted, capped and read by a schema on both sides. */
  | "wall"
  /** The real engine.io and ws, on the way in. */
  | "network"
  /** A limit of the gateway, or of the guest's runtime. */
  | "limit";

/** How the program ends, or that it lives on, and what its learner reads of it. */
export type End =
  | {
      readonly is: "killed" | "crashed";
      readonly during: EventOf<"fault">["during"];
      readonly says: RegExp;
      readonly line?: number;
    }
  /** In one of these ways: which comes first is the engine's business. */
  | { readonly is: "ended"; readonly says: RegExp; readonly line: number }
  /** It has come to its end by itself, and has printed these lines. */
  | { readonly is: "finished"; readonly logs: readonly RegExp[] }
  | { readonly is: "alive"; readonly limits?: readonly string[] };

export type Row = {
  /** In SAFETY §4; one number may have several rows. */
  readonly number: number;
  readonly name: string;
  readonly layer: Layer;
  readonly program: Source;
  /** What its clients do, perhaps to those of the witness; none need be there. */
  readonly act?: (served: Served, witness: Witness) => Promise<unknown>;
  readonly end: End;
};

export const IO = `import { Server } from "socket.io";\nconst io = new Server(3000);\n`;

/** A handler that does `body`, in line 7, when a client says "go". */
export const inHandler = (
  body: string,
  kind = "",
): string => `${IO}io.on("connection", (socket) => {
  socket.on("go", ${kind} () => {
    console.log("before");
    socket.emit("last words", 1);
    ${body}
  });
  socket.on("still there", (answer) => answer("yes"));
});
`;

/** Sets `inHandler` off. What was said before is heard, and the client sees the program go. */
export async function goneAfterGo(served: Served): Promise<void> {
  const client = await served.join();
  const [gone, heard] = [leaving(client), once(client, "last words")];
  client.emit("go");
  expect(await heard).toBe(1);
  expect(await gone).toBe("transport close");
}

/** Sets `inHandler` off, which comes through it, also once it has been told of these limits. */
export async function thereAfterGo(served: Served, ...limits: readonly string[]): Promise<void> {
  const client = await served.join();
  client.emit("go");
  expect(await client.emitWithAck("still there")).toBe("yes");
  for (const limit of limits) await served.until("limit", ({ what }) => what === limit);
  expect(await client.emitWithAck("still there")).toBe("yes");
}

/** Whether the program has ended as the row says, and says why. */
export async function expectEnd({ end }: Row, served: Served): Promise<void> {
  if (end.is === "alive") {
    expect(served.facts("run.ended")).toEqual([]);
    expect(served.facts("fault")).toEqual([]);
    expect([...new Set(served.facts("limit").map(({ what }) => what))]).toEqual(end.limits ?? []);
    return;
  }
  if (end.is === "finished") {
    const ending = await served.run.ended;
    expect(served.facts("fault")).toEqual([]);
    expect(ending).toEqual({ why: "finished", code: 0 });
    expect(served.logs()).toHaveLength(end.logs.length);
    for (const [i, line] of end.logs.entries()) expect(served.logs()[i]).toMatch(line);
    return;
  }
  const { why, code, fault } = await served.crash();
  expect(code).toBe(1);
  if (end.is === "ended") expect(why).toMatch(/^(killed|crashed)$/);
  else expect({ why, during: fault.during }).toEqual({ why: end.is, during: end.during });
  expect(`${fault.name}: ${fault.message}`).toMatch(end.says);
  expect(fault.turn).toBe(served.facts("turn").at(-1)?.turn);
  if (end.line === undefined) return;
  expect(fault.where).toMatchObject({ file: "server.js", line: end.line });
  expect(fault.frame).toMatch(new RegExp(`^> +${end.line} \\|`, "m"));
}
