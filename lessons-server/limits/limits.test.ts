// Every limit of the one table, reached by a program or a client of its own: the trace says so, in the table's sentence.
// A limit that nobody reaches here fails the run, and so does one that has no unit.
import { describe, expect, it } from "vitest";
import { LIMITS, type LimitName, type Limits, limitSentence, unitOf } from "../gateway/limits.ts";
import { programRefusal } from "../gateway/program-limits.ts";
import { type Served, servedSandboxes, type Source } from "../testing/served-sandboxes.ts";

type Row = {
  /** The one that is told, and those that come into play with it. */
  readonly reaches: readonly [LimitName, ...LimitName[]];
  readonly source: Source;
  /** Smaller than in the table, so that it is soon reached. */
  readonly holding?: Partial<Limits>;
  readonly play?: (served: Served) => unknown;
};

const IO = `import { Server } from "socket.io";\nconst io = new Server(3000);\n`;
const HTTP = `import http from "node:http";\n`;
const attempt = (code: string): string => `${IO}try { ${code} } catch {}`;
const polling = (served: Served, more = ""): string =>
  `${served.url}/socket.io/?EIO=4&transport=polling${more}`;

/** Connects by polling and never asks for what waits for it. */
async function neverReads(served: Served): Promise<void> {
  const handshake = await (await fetch(polling(served))).text();
  const { sid } = JSON.parse(handshake.slice(1)) as { sid: string };
  await fetch(polling(served, `&sid=${sid}`), { method: "POST", body: "40" });
}

async function emits(served: Served, times: number): Promise<void> {
  const client = await served.join();
  for (let i = 0; i < times; i++) client.emit("x", "some text");
}

/** Loading: what is too large is not run. */
const ofSource: readonly Row[] = [
  {
    reaches: ["sourceFiles"],
    source: Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`${i}.js`, ""])),
  },
  { reaches: ["sourceBytes"], source: `// ${"é".repeat(33_000)}` },
];

/** What a program makes inside itself: one more throws. */
const ofPrograms: readonly Row[] = [
  { reaches: ["timers"], source: attempt("for (;;) setTimeout(() => {}, 60_000);") },
  {
    reaches: ["rooms"],
    source: attempt(`for (let i = 0; ; i++) io.sockets.adapter.addAll("a", new Set(["r" + i]));`),
  },
  { reaches: ["namespaces"], source: attempt(`for (let i = 0; ; i++) io.of("/" + i);`) },
  { reaches: ["nameCharacters"], source: attempt(`io.of("x".repeat(201));`) },
  {
    reaches: ["pendingAcks"],
    source: `${IO}io.on("connection", (s) => {
      (function some() {
        for (let i = 0; i < 100; i++) try { s.emit("x", () => {}); } catch { return; }
        setImmediate(some);
      })();
    });`,
    play: (served) => served.join(),
  },
];

/** What a program asks of the gateway. */
const ofWishes: readonly Row[] = [
  {
    reaches: ["ports"],
    source: `${HTTP}for (const port of [3000, 3001]) http.createServer().listen(port);`,
    holding: { ports: 1 },
  },
  { reaches: ["engines"], source: `${IO}new Server(3001);`, holding: { engines: 1 } },
  {
    reaches: ["messageBytes"],
    source: `import { Server } from "socket.io"; new Server(3000, { maxHttpBufferSize: 1e8 });`,
  },
  {
    reaches: ["heartbeatMs"],
    source: `import { Server } from "socket.io"; new Server(3000, { pingInterval: 1e9 });`,
  },
  {
    reaches: ["corsCharacters"],
    source: `import { Server } from "socket.io"; new Server(3000, { cors: { origin: "x".repeat(3_000) } });`,
  },
  {
    reaches: ["siteCookies"],
    source: `${HTTP}http.createServer((_, res) => res.setHeader("Set-Cookie", "a=1; Domain=localhost").end()).listen(3000);`,
    play: (served) => fetch(served.url),
  },
  {
    reaches: ["siteHeaders"],
    source: `${HTTP}http.createServer((_, res) => res.setHeader("Clear-Site-Data", "*").end()).listen(3000);`,
    play: (served) => fetch(served.url),
  },
];

const REPORTED = { client: "alice", report: { report: "log", level: "log", text: "x" } } as const;

/** What clients bring. */
const ofClients: readonly Row[] = [
  {
    reaches: ["reportsPerSecond", "reportsAtOnce"],
    source: IO,
    holding: { reportsPerSecond: 1, reportsAtOnce: 2 },
    play: (served) => served.run.heard.take(0, [REPORTED, REPORTED, REPORTED]),
  },
  {
    reaches: ["clients"],
    source: IO,
    holding: { clients: 1 },
    play: async (served) => {
      await served.join();
      served.client();
    },
  },
  {
    reaches: ["messagesPerClient", "burstPerClient"],
    source: IO,
    holding: { messagesPerClient: 1, burstPerClient: 3 },
    play: (served) => emits(served, 20),
  },
  {
    reaches: ["messagesPerSandbox", "burstPerSandbox"],
    source: IO,
    holding: { messagesPerSandbox: 1, burstPerSandbox: 4 },
    play: (served) => emits(served, 20),
  },
  {
    reaches: ["framesPerMessage"],
    source: IO,
    holding: { framesPerMessage: 1, messagesPerClient: 1, burstPerClient: 2 },
    play: (served) => emits(served, 20),
  },
  {
    reaches: ["waitingBytes"],
    source: IO,
    holding: { waitingBytes: -1 },
    play: (served) => served.client(),
  },
  {
    reaches: ["bufferedBytes", "bufferedMs"],
    source: `${IO}io.on("connection", (s) => setInterval(() => s.emit("x", "some text"), 10));`,
    holding: { bufferedBytes: 100, bufferedMs: 50 },
    play: neverReads,
  },
  {
    reaches: ["bufferedBytesAtOnce"],
    source: `${IO}io.on("connection", (s) => { for (let i = 0; i < 20; i++) s.emit("x", "some text"); });`,
    holding: { bufferedBytesAtOnce: 100 },
    play: neverReads,
  },
];

/** Requests that the program answers or decides about. */
const ofRequests: readonly Row[] = [
  {
    reaches: ["requestBodyBytes"],
    source: `${HTTP}http.createServer((_, res) => res.end()).listen(3000);`,
    holding: { requestBodyBytes: 10 },
    play: (served) => fetch(served.url, { method: "POST", body: "x".repeat(11) }),
  },
  {
    reaches: ["responseMs"],
    source: `${HTTP}http.createServer(() => {}).listen(3000);`,
    holding: { responseMs: 1 },
    play: (served) => fetch(served.url),
  },
  {
    reaches: ["unansweredRequests"],
    source: `${HTTP}http.createServer(() => {}).listen(3000);`,
    holding: { unansweredRequests: 1 },
    play: (served) => Promise.all([fetch(served.url), fetch(served.url)]),
  },
  {
    reaches: ["decisionMs"],
    source: `import { Server } from "socket.io"; new Server(3000, { allowRequest: () => {} });`,
    holding: { decisionMs: 1 },
    play: (served) => fetch(polling(served)),
  },
];

const EMITS = `${IO}io.on("connection", (s) => { for (let i = 0; i < 20; i++) io.emit("x", "some text"); });`;
/** What a program sends and prints. */
const ofOutput: readonly Row[] = [
  {
    reaches: ["emitsPerSecond", "emitsAtOnce"],
    source: EMITS,
    holding: { emitsPerSecond: 10, emitsAtOnce: 10 },
    play: (served) => served.join(),
  },
  {
    reaches: ["deliveriesPerSecond", "deliveriesAtOnce"],
    source: EMITS,
    holding: { deliveriesPerSecond: 10, deliveriesAtOnce: 10 },
    play: (served) => served.join(),
  },
  {
    reaches: ["sentBytesPerSecond", "sentBytesAtOnce"],
    source: EMITS,
    holding: { sentBytesPerSecond: 100, sentBytesAtOnce: 100 },
    play: (served) => served.join(),
  },
  {
    reaches: ["logLinesPerSecond", "logLinesAtOnce"],
    source: `for (let i = 0; i < 20; i++) console.log(i);`,
    holding: { logLinesPerSecond: 10, logLinesAtOnce: 10 },
  },
];

/** Those that the runner sees to; this one gives little. */
const ofShares: readonly Row[] = [
  {
    reaches: ["fuelPerSecond", "fuelAtOnce"],
    source: `${IO}for (let i = 0; i < 500_000; i++);`,
  },
  {
    reaches: ["timersPerSecond", "timersAtOnce"],
    source: `for (let i = 0; i < 5; i++) setInterval(() => {}, 1);`,
  },
];

/** Shown where it costs less: only ten thousand joins reach the one, and a network that was disturbed the other. */
const ELSEWHERE: Partial<Record<LimitName, string>> = {
  memberships: "caps.test.ts",
  heldRequests: "gateway/disturbances.test.ts",
};

const rows = [...ofSource, ...ofPrograms, ...ofWishes, ...ofClients, ...ofRequests, ...ofOutput];
const named = (some: readonly Row[]) => some.map((row) => [row.reaches.join(", "), row] as const);

async function reach({ reaches: [limit], source, holding, play }: Row, serve: Serve) {
  const served = await serve(source, holding);
  void Promise.resolve(play?.(served)).catch(() => undefined);
  return { limit, fact: await served.until("limit", ({ what }) => what === limit) };
}

type Serve = ReturnType<typeof servedSandboxes>["serve"];

describe("a limit is reached and told", () => {
  const { serve } = servedSandboxes();
  it.each(named(rows))("%s", async (_name, row) => {
    const { limit, fact } = await reach(row, serve);
    const limits = { ...LIMITS, ...row.holding };
    const refusal = programRefusal(sizesOf(row.source), limits);
    expect(fact.text).toBe(refusal?.text ?? limitSentence(limit, limits));
  });
});

describe("a share is used up and told", () => {
  const few = {
    fuelPerSecond: 1_000_000,
    fuelAtOnce: 5_000_000,
    timersPerSecond: 2,
    timersAtOnce: 3,
  };
  const { serve } = servedSandboxes({ limits: few });
  it.each(named(ofShares))("%s", async (_name, row) => {
    const { limit, fact } = await reach(row, serve);
    expect(fact.text).toBe(limitSentence(limit, { ...LIMITS, ...few }));
  });
});

describe("the table", () => {
  const names = Object.keys(LIMITS) as LimitName[];

  it("has no limit that nobody reaches", () => {
    const reached = new Set<string>([...rows, ...ofShares].flatMap((row) => row.reaches));
    expect(names.filter((name) => !reached.has(name) && !(name in ELSEWHERE))).toEqual([]);
  });

  it("gives each limit a unit, a whole number and a sentence to act on", () => {
    for (const name of names) {
      expect(unitOf(name), name).toMatch(/^[a-z]/);
      expect(Number.isInteger(LIMITS[name]) && LIMITS[name] >= 0, name).toBe(true);
      expect(limitSentence(name, LIMITS), name).toMatch(/^\S.*[.?]$/);
    }
  });
});

function sizesOf(source: Source): { name: string; bytes: number }[] {
  const files = typeof source === "string" ? { "server.js": source } : source;
  return Object.entries(files).map(([name, text]) => ({ name, bytes: Buffer.byteLength(text) }));
}
