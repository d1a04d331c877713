// What becomes of what was sent while a connection is away, played with a real program and real clients: buffered,
// dropped as volatile, and recovered.
import { expect, it, vi } from "vitest";
import { SceneClient } from "#protocol/scene.ts";
import { arrivalSentence } from "#trace/client-sending-words.ts";
import { clientSendings } from "#trace/client-sendings.ts";
import { deliveriesOf } from "#trace/delivery-at.ts";
import type { Deed, Trace, TraceEvent } from "#trace/event.ts";
import { sentence } from "#trace/sentence.ts";
import { openHeadlessBench } from "./testing/headless-bench.ts";

const PROGRAM = `import { Server } from "socket.io";
const io = new Server(3000, { connectionStateRecovery: {} });
io.on("connection", (socket) => {
  socket.join("room");
  socket.emit("welcome");
  socket.on("say", (text) => io.to("room").emit("said", text));
  socket.on("twice", () => {
    socket.volatile.emit("tick", 1);
    socket.volatile.emit("tick", 2);
  });
});`;
const emit = (event: string, ...args: readonly unknown[]): Deed => ({
  do: "emit",
  nsp: "/",
  event,
  args: [...args],
});

// Only a hang may fail here, never a slow machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
const PATIENCE_MS = 30_000;

const isOf = (event: TraceEvent, client: string): boolean =>
  "client" in event && event.client === client;

/**
 * Whether the client's last poll waits for its answer. Of a cut between two polls the server learns by its ping timeout
 * only, after 45 s.
 */
function polls(trace: Trace, client: string): boolean {
  const its = trace.filter((event) => isOf(event, client));
  const poll = its.findLast((event) => event.kind === "http.request" && event.method === "GET");
  return (
    poll?.kind === "http.request" &&
    !its.some((event) => event.kind === "http.response" && event.request === poll.request)
  );
}

async function away(): Promise<Trace> {
  const bench = await openHeadlessBench();
  const enter = (name: string) =>
    bench.openClient(
      SceneClient.parse({
        name,
        transports: ["polling"],
        reconnectionDelay: 20,
        reconnectionDelayMax: 50,
      }),
    );
  const holding = async (
    holds: (trace: Trace) => boolean,
    what: (...given: never[]) => unknown = holds,
  ): Promise<void> => {
    if (!(await bench.until(holds, PATIENCE_MS)))
      throw new Error(`this did not come about: ${what.toString()}`);
  };
  const until = (is: (event: TraceEvent) => boolean): Promise<void> =>
    holding((trace) => trace.some(is), is);
  try {
    await bench.run({ entry: "server.js", files: { "server.js": PROGRAM } });
    const [alice, bob] = [await enter("Alice"), await enter("Bob")];
    await bob.perform(emit("twice"));
    await bench.settle();
    await holding((trace) => polls(trace, "Bob"));
    await bench.disturb({ client: "Bob", disturbance: { is: "offline" } });
    await until((event) => event.kind === "socket.closed");
    await until((event) => event.kind === "client" && event.state.state === "reconnecting");
    await bob.perform(emit("say", "from the train"));
    await until((event) => event.kind === "client" && event.buffered === 1);
    await alice.perform(emit("say", "hi"));
    await until(
      (event) => event.kind === "handled" && isOf(event, "Alice") && event.event === "said",
    );
    await bench.disturb({ client: "Bob", disturbance: null });
    await until(
      (event) => event.kind === "client" && "recovered" in event.state && event.state.recovered,
    );
    await until((event) => event.kind === "broadcast" && event.packet.text.includes("train"));
    await bench.settle();
    return bench.trace();
  } finally {
    await bench.close();
  }
}

it("tells what was buffered, dropped and recovered from what a real run records", async () => {
  const trace = await away();
  const of = (event: string) =>
    deliveriesOf(trace, event).map((one) => one.outcomes.map((outcome) => sentence(one, outcome)));
  expect(clientSendings(trace).map(arrivalSentence)).toEqual([
    expect.stringMatching(/^twice arrived at the server\. It was taken up in turn \d+, for /),
    expect.stringMatching(/^say arrived at the server, after [\d.]+ m?s in Bob's buffer\. /),
    expect.stringMatching(/^say arrived at the server\. It was taken up in turn \d+, for /),
  ]);
  expect(of("tick").flat()).toContain(
    "tick was dropped for Bob: it was volatile, and the connection was not ready for it.",
  );
  const [hi = [], again = []] = of("said");
  expect(hi).toEqual([
    "Alice received said, but nothing there listens for it.",
    expect.stringMatching(
      /^Not sent to Bob: Bob is disconnected \(transport error\)\. Sent once more [\d.]+ m?s later, when the connection was recovered, but nothing there listens for it\.$/,
    ),
  ]);
  expect(again[0]).toBe("Bob received said, but nothing there listens for it.");
});
