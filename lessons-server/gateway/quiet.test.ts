import { expect, test } from "vitest";
import type { ClientCounts, ConnectionCount } from "#protocol/client.ts";
import type { SessionId } from "#trace/event.ts";
import type { SessionCount } from "./network-sessions.ts";
import { type Counts, judgeQuiet, standstill } from "./quiet.ts";

const session = (more: Partial<SessionCount> = {}): SessionCount => ({
  session: 1 as SessionId,
  sid: "b1",
  client: "Bob",
  down: 4,
  up: 3,
  open: true,
  upgrading: false,
  ...more,
});
const connection = (more: Partial<ConnectionCount> = {}): ConnectionCount => ({
  sid: "b1",
  received: 4,
  sent: 3,
  waiting: 0,
  upgrading: false,
  ...more,
});
const bob = (more: Partial<ClientCounts> = {}): ClientCounts => ({
  connections: [connection()],
  namespaces: [],
  nextTimer: null,
  fetches: 0,
  deeds: 0,
  ...more,
});
const counts = (more: Partial<Counts> = {}): Counts => ({
  sessions: [session()],
  held: new Map(),
  inputsSent: 5,
  program: { alive: true, inputsDone: 5, nextTimer: null },
  clients: new Map([["Bob", bob()]]),
  horizon: 250,
  ...more,
});
const withBob = (more: Partial<ClientCounts>) => counts({ clients: new Map([["Bob", bob(more)]]) });
const withConnection = (more: Partial<ConnectionCount>) =>
  withBob({ connections: [connection(more)] });
const withProgram = (more: Partial<Counts["program"]>) =>
  counts({ program: { alive: true, inputsDone: 5, nextTimer: null, ...more } });
const namespace = (state: "connecting" | "reconnecting", dueIn: number, nsp = "/") =>
  withBob({ namespaces: [{ nsp, state, dueIn }] });
const connections = (...sids: readonly string[]) =>
  withBob({ connections: sids.map((sid) => connection({ sid })) });

test.each<[string, Counts]>([
  ["all counts agree", counts()],
  ["nobody is there", counts({ sessions: [], clients: new Map() })],
  [
    "the server holds a request open, as a long poll",
    { ...withBob({ fetches: 1 }), held: new Map([["Bob", 1]]) },
  ],
  [
    "a client is not connected",
    counts({ sessions: [], clients: new Map([["Bob", bob({ connections: [] })]]) }),
  ],
  [
    "a session has ended with packets on their way",
    counts({
      sessions: [session({ open: false, down: 9 })],
      clients: new Map([["Bob", bob({ connections: [] })]]),
    }),
  ],
  [
    "a page was not let read the opening of its session, and has given up",
    counts({
      sessions: [session({ up: 0, down: 0 })],
      clients: new Map([["Bob", bob({ connections: [] })]]),
    }),
  ],
  ["a timer of the server's is far off", withProgram({ nextTimer: 251 })],
  ["a timer of a client's is far off", withBob({ nextTimer: 251 })],
  ["a client will reconnect later", namespace("reconnecting", 251)],
  [
    "the program has ended in the middle of its work",
    withProgram({ alive: false, inputsDone: 1, nextTimer: 0 }),
  ],
])("it is quiet when %s", (_when, snapshot) => {
  expect(judgeQuiet(snapshot)).toEqual({ quiet: true, heldUpBy: [], notProvenFor: [] });
});

test.each<[string, Counts]>([
  ["the server has finished 4 of 5 inputs", withProgram({ inputsDone: 4 })],
  ["the server has a timer due in 120 ms", withProgram({ nextTimer: 119.6 })],
  ["the server has a timer due in 250 ms", withProgram({ nextTimer: 250 })],
  ["Bob has received 3 of 4 packets", withConnection({ received: 3 })],
  ["Bob has received 5 of 4 packets", withConnection({ received: 5 })],
  ["the server has received 3 of 4 messages from Bob", withConnection({ sent: 4 })],
  ["Bob keeps 1 event until it is connected", withConnection({ waiting: 1 })],
  ["Bob is changing to another transport", withConnection({ upgrading: true })],
  ["Bob is changing to another transport", counts({ sessions: [session({ upgrading: true })] })],
  ["Bob is not on a connection that the server holds open", withBob({ connections: [] })],
  ["Bob has not noticed that its connection has ended", connections("b1", "b0")],
  ["Bob is connecting", namespace("connecting", 0)],
  ["Bob is connecting to /chat", namespace("connecting", 0, "/chat")],
  ["Bob is reconnecting in 80 ms", namespace("reconnecting", 80)],
  ["Bob has a timer due in 0 ms", withBob({ nextTimer: 0 })],
  ["Bob waits for the answer to 1 request", withBob({ fetches: 1 })],
  ["Bob is not done with 2 acts", withBob({ deeds: 2 })],
])("%s", (sentence, snapshot) => {
  expect(judgeQuiet(snapshot)).toEqual({ quiet: false, heldUpBy: [sentence], notProvenFor: [] });
});

test("a session on which nothing was said is waited for as long as its client is connecting", () => {
  const connecting = bob({
    connections: [],
    namespaces: [{ nsp: "/", state: "connecting", dueIn: 0 }],
  });
  const snapshot = counts({
    sessions: [session({ up: 0, down: 0 })],
    clients: new Map([["Bob", connecting]]),
  });
  expect(judgeQuiet(snapshot).heldUpBy).toEqual([
    "Bob is not on a connection that the server holds open",
    "Bob is connecting",
  ]);
});

test("everybody who holds things up is named, the server first", () => {
  const snapshot = counts({
    program: { alive: true, inputsDone: 4, nextTimer: 10 },
    sessions: [
      session(),
      session({ session: 2 as SessionId, sid: "c1", client: "Carol", down: 6 }),
    ],
    clients: new Map([
      ["Bob", bob({ fetches: 2 })],
      ["Carol", bob({ connections: [connection({ sid: "c1" })] })],
    ]),
  });
  expect(judgeQuiet(snapshot).heldUpBy).toEqual([
    "the server has finished 4 of 5 inputs",
    "the server has a timer due in 10 ms",
    "Bob waits for the answer to 2 requests",
    "Carol has received 4 of 6 packets",
  ]);
});

test("who cannot report is named once and holds nothing up", () => {
  const phone = (id: number, open: boolean) =>
    session({ session: id as SessionId, sid: `p${id}`, client: open ? "phone" : "curl", open });
  const snapshot = counts({
    sessions: [session(), phone(2, true), phone(3, true), phone(4, false)],
  });
  expect(judgeQuiet(snapshot)).toEqual({ quiet: true, heldUpBy: [], notProvenFor: ["phone"] });
});

test("a standstill is the same counts, whatever the clocks say", () => {
  expect(standstill(withBob({ nextTimer: 900 }))).toBe(standstill(withBob({ nextTimer: 800 })));
  const moved = [
    counts({ inputsSent: 6 }),
    withProgram({ inputsDone: 6 }),
    withConnection({ received: 5 }),
    counts({ sessions: [session({ up: 4 })] }),
    counts({ sessions: [session({ open: false })] }),
  ];
  for (const other of moved) expect(standstill(other)).not.toBe(standstill(counts()));
});
