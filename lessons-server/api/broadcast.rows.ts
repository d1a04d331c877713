// What is sent to some: chains of rooms, and sockets as another server of a cluster would see them.
import { heard, type Row, told } from "./row.ts";

const X = ["x", 1];
const OPERATOR = "BroadcastOperator";

const operator: readonly Row[] = [
  heard(`${OPERATOR}: to`, `alice.join("a"); bob.join("b"); io.to("a").to("b").emit("x", 1);`, {
    alice: [X],
    bob: [X],
  }),
  heard(
    `${OPERATOR}: in`,
    `alice.join("a"); bob.join(["a", "b"]); io.in("a").in("b").emit("x", 1);`,
    { alice: [X], bob: [X] },
  ),
  heard(
    `${OPERATOR}: except`,
    `io.socketsJoin("r"); io.to("r").except(alice.id).except([bob.id]).emit("x", 1);`,
    { carol: [X] },
  ),
  heard(
    `${OPERATOR}: compress, volatile, local`,
    `io.to(alice.id).compress(false).volatile.local.emit("x", 1);`,
    { alice: [X] },
  ),
  heard(
    `${OPERATOR}: timeout`,
    `
    carol.join("r");
    try { await io.to("r").timeout(10).emitWithAck("silence"); } catch (error) { alice.emit("late", error.message, error.responses); }`,
    {
      alice: [["late", "operation has timed out", []]],
      carol: [["silence"]],
    },
  ),
  heard(
    `${OPERATOR}: emit`,
    `
    await new Promise((answered) => io.to([alice.id, bob.id]).timeout(5_000).emit("question", 3, (error, answers) => { carol.emit("x", error, answers); answered(); }));`,
    {
      alice: [["question", 3]],
      bob: [["question", 3]],
      carol: [["x", null, [6, 6]]],
    },
  ),
  heard(
    `${OPERATOR}: emitWithAck`,
    `carol.emit("x", await io.to(alice.id).timeout(5_000).emitWithAck("question", 4));`,
    {
      alice: [["question", 4]],
      carol: [["x", [8]]],
    },
  ),
  heard(
    `${OPERATOR}: allSockets`,
    `bob.join("r"); const found = await io.to("r").allSockets(); alice.emit("x", found.size, found.has(bob.id));`,
    { alice: [["x", 1, true]] },
  ),
  heard(
    `${OPERATOR}: fetchSockets`,
    `bob.join("r"); carol.join("r"); const found = await io.in("r").except(carol.id).fetchSockets(); alice.emit("x", found.map(({ data }) => data.name));`,
    { alice: [["x", ["bob"]]] },
  ),
  heard(
    `${OPERATOR}: socketsJoin, socketsLeave`,
    `io.in([alice.id, bob.id]).socketsJoin("r"); io.in(bob.id).socketsLeave("r"); io.to("r").emit("x", 1);`,
    { alice: [X] },
  ),
  heard(`${OPERATOR}: disconnectSockets`, `io.in(bob.id).disconnectSockets(true);`, {
    bob: [["disconnect", "io server disconnect"]],
  }),
];

const remote: readonly Row[] = [
  told(
    "RemoteSocket: id, handshake, rooms, data",
    `
    socket.data.role = "admin"; socket.join("r");
    const [remote] = await io.fetchSockets();
    tell(remote.id === socket.id, remote.handshake.auth, [...remote.rooms].sort().includes("r"), remote.data);`,
    [true, { name: "alice" }, true, { role: "admin" }],
  ),
  heard(
    "RemoteSocket: emit, timeout",
    `
    const [remote] = await io.in(bob.id).fetchSockets(); remote.emit("x", 1);
    alice.emit("got", await remote.timeout(5_000).emitWithAck("question", 5));`,
    {
      alice: [["got", 10]],
      bob: [X, ["question", 5]],
    },
  ),
  heard(
    "RemoteSocket: join, leave",
    `
    for (const remote of await io.fetchSockets()) remote.join(["r", "s"]);
    const [remote] = await io.in(bob.id).fetchSockets(); remote.leave("r"); io.to("r").emit("x", 1);`,
    { alice: [X], carol: [X] },
  ),
  heard(
    "RemoteSocket: disconnect",
    `const [remote] = await io.in(bob.id).fetchSockets(); remote.disconnect();`,
    {
      bob: [["disconnect", "io server disconnect"]],
    },
  ),
];

export const broadcastRows: readonly Row[] = [...operator, ...remote];
