// Checks on real programs, with the real runner and real clients: the right ones pass however they are written, the
// wrong ones fail and are told why. Names, rooms, texts and transports come from a seed, so that none can be known.
import { describe, expect, it } from "vitest";
import { openHeadlessBench } from "#lessons-server/testing/headless-bench.ts";
import { Scene, type WrittenAct } from "#protocol/scene.ts";
import type { Trace } from "#trace/event.ts";
import { type Seeded, seeded } from "#trace/testing/seeded.ts";
import { serverAcks } from "./acks.ts";
import { connected, refused } from "./connections.ts";
import { receives } from "./receives.ts";
import { type Check, runCheck } from "./run-check.ts";
import type { Verdict } from "./verdict.ts";

type Judged = { readonly verdicts: readonly Verdict[]; readonly trace: Trace };

async function judged(check: Omit<Check, "program">, source: string, deadline = 20_000) {
  const bench = await openHeadlessBench({ patience: { deadline } });
  const program = { entry: "server.js", files: { "server.js": source } };
  const verdicts = await runCheck({ ...check, program }, bench);
  return { verdicts, trace: bench.trace() } satisfies Judged;
}
const passed = ({ verdicts }: Judged) => verdicts.map(({ claim, ok, got }) => [claim, ok || got]);
const failures = ({ verdicts }: Judged) => verdicts.filter(({ ok }) => !ok);
/** The fact that a verdict points at. */
const shownBy = ({ trace }: Judged, verdict: Verdict | undefined) =>
  trace.find(({ seq }) => seq === verdict?.at);

const NAMES = ["Ada", "Bao", "Chidi", "Dana", "Emre", "Fatou", "Goran", "Hana"];
function cast(random: Seeded, count: number): string[] {
  const names: string[] = [];
  while (names.length < count) {
    const name = random.pick(NAMES);
    if (!names.includes(name)) names.push(name);
  }
  return names;
}
const transports = (random: Seeded) => random.pick([["polling"], ["websocket"], undefined]);
const word = (random: Seeded): string => `w${random.below(1_000_000)}`;

const program = (handlers: string): string =>
  `import { Server } from "socket.io";\nconst io = new Server(3000);\nio.on("connection", (socket) => {\n${handlers}\n});\n`;

describe("a message to a room: its other members receive it once, and nobody else", () => {
  function roomCheck(seed: number) {
    const random = seeded(seed);
    const [sender = "", one = "", other = "", outsider = ""] = cast(random, 4);
    const [room, elsewhere, text] = [word(random), word(random), word(random)];
    const clients = [sender, one, other, outsider].map((name) => {
      const own = transports(random);
      return { name, ...(own && { transports: own }) };
    });
    const join = (client: string, to: string): WrittenAct => {
      return { act: "emit", client, event: "join", args: [to] };
    };
    const acts: WrittenAct[] = [
      ...[sender, one, other].map((client) => join(client, room)),
      join(outsider, elsewhere),
      { act: "settle" },
      { act: "emit", client: sender, event: "chat", args: [room, text] },
    ];
    const judgements = [receives({ event: "chat", by: [one, other], args: [text] })];
    const check = { scene: Scene.parse({ clients }), acts, judgements };
    return { check, sender, one, other, outsider, room, text };
  }
  const joins = `socket.on("join", (room) => socket.join(room));`;
  const solution = program(
    `${joins}\nsocket.on("chat", (room, text) => socket.to(room).emit("chat", text));`,
  );
  const starter = program(`${joins}\nsocket.on("chat", (room, text) => io.emit("chat", text));`);

  it.each([1, 2, 3])("the solution passes (seed %d)", async (seed) => {
    const { check, one, other, sender, outsider, text } = roomCheck(seed);
    expect(passed(await judged(check, solution))).toEqual([
      [`${one} and ${other} receive \`chat\` with ("${text}") once each`, true],
      [`${sender} and ${outsider} should not receive \`chat\``, true],
    ]);
  });

  it("the starter fails because it tells everybody, and the packet is shown", async () => {
    const { check, sender, outsider } = roomCheck(4);
    const result = await judged(check, starter);
    expect(failures(result)).toMatchObject([
      { expected: "nothing", got: `${sender} and ${outsider} received it` },
    ]);
    const shown = shownBy(result, failures(result)[0]);
    expect([sender, outsider]).toContain(shown && "client" in shown && shown.client);
    expect(["frame", "http.response"]).toContain(shown?.kind);
  });

  it.each([
    [
      "keeps the members itself, in CommonJS",
      `const { createServer } = require("node:http");
       const server = createServer();
       const io = require("socket.io")(server);
       const members = new Map();
       io.on("connection", (socket) => {
         socket.on("join", (room) => members.set(socket.id, room));
         socket.on("chat", (room, text) => {
           for (const [id, own] of members)
             if (own === room && id !== socket.id) io.sockets.sockets.get(id).emit("chat", text);
         });
       });
       server.listen(3000);`,
    ],
    [
      "excludes the sender by its id, a moment later",
      program(`socket.on("join", async (room) => { await null; socket.join(room); });
        socket.on("chat", (room, text) => {
          setTimeout(() => io.in(room).except(socket.id).emit("chat", text), 60);
        });`),
    ],
  ])("a program passes that %s", async (_how, source) => {
    const { check } = roomCheck(5);
    expect(failures(await judged(check, source))).toEqual([]);
  });

  it("a program that also tells the sender is told so", async () => {
    const { check, sender } = roomCheck(6);
    const source = program(
      `${joins}\nsocket.on("chat", (room, text) => io.to(room).emit("chat", text));`,
    );
    const result = await judged(check, source);
    expect(failures(result)).toMatchObject([{ got: `${sender} received it` }]);
    expect(shownBy(result, failures(result)[0])).toMatchObject({ client: sender });
  });

  it("a program that sends to one room only, or twice, is told who got how many", async () => {
    const { check, one, other } = roomCheck(7);
    const fixed = program(
      `${joins}\nsocket.on("chat", (room, text) => socket.to("lobby").emit("chat", text));`,
    );
    expect(failures(await judged(check, fixed))).toMatchObject([
      { got: `${one} never, ${other} never` },
    ]);
    const twice = program(
      `${joins}\nsocket.on("chat", (room, text) => { socket.to(room).emit("chat", text); socket.to(room).emit("chat", text); });`,
    );
    const result = await judged(check, twice);
    expect(failures(result)).toMatchObject([{ got: `${one} twice, ${other} twice` }]);
    const shown = shownBy(result, failures(result)[0]);
    expect([one, other]).toContain(shown && "client" in shown && shown.client);
  });

  it("who tells the others late is not believed to have been silent", async () => {
    const { check, sender, outsider } = roomCheck(8);
    const late = program(`${joins}
      socket.on("chat", (room, text) => {
        socket.to(room).emit("chat", text);
        setTimeout(() => io.except(room).emit("chat", text), 120);
      });`);
    const result = await judged(check, late);
    expect(failures(result)).toMatchObject([{ got: `${outsider} received it` }]);
    expect(result.verdicts.at(-1)?.claim).toBe(
      `${sender} and ${outsider} should not receive \`chat\``,
    );
  });

  it("in a program that never rests, nothing is believed of anybody", async () => {
    const { check } = roomCheck(9);
    const restless = `${solution}\nsetInterval(() => {}, 50);\n`;
    const { verdicts } = await judged(check, restless, 600);
    expect(verdicts.map(({ ok }) => ok)).toEqual([false, false]);
    // On a busy machine the deadline may be over before the server could say why.
    const why = /it did not become quiet: .*the server (has a timer due in \d+ ms|does not answer)/;
    for (const { got } of verdicts) expect(got).toMatch(why);
  });
});

describe("a guarded price: who has the word is answered, who has not is refused", () => {
  function priceCheck(seed: number) {
    const random = seeded(seed);
    const [member = "", stranger = ""] = cast(random, 2);
    const [secret, price] = [word(random), random.below(900) + 100];
    const clients = [
      { name: member, auth: { token: `${secret}-ok` } },
      { name: stranger, auth: { token: secret } },
    ].map((client) => {
      const own = transports(random);
      return { ...client, ...(own && { transports: own }) };
    });
    const acts: WrittenAct[] = [
      { act: "emitWithAck", client: member, event: "double", args: [price] },
    ];
    const judgements = [
      connected({ client: member }),
      refused({ client: stranger, message: "not authorized" }),
      serverAcks({ client: member, event: "double", values: [price * 2] }),
    ];
    return {
      check: { scene: Scene.parse({ clients }), acts, judgements },
      member,
      stranger,
      price,
    };
  }
  const guard = `\nio.use((socket, next) => {
    if (String(socket.handshake.auth.token).endsWith("-ok")) next();
    else next(new Error("not authorized"));
  });\n`;
  const doubles = `socket.on("double", (price, answer) => answer(price * 2));`;
  const solution = program(doubles) + guard;

  it.each([11, 12, 13])("the solution passes (seed %d)", async (seed) => {
    const { check, member, stranger, price } = priceCheck(seed);
    expect(passed(await judged(check, solution))).toEqual([
      [`${member} is connected`, true],
      [`${stranger} is refused with “not authorized”`, true],
      [`the server acknowledges \`double\` of ${member} with (${price * 2})`, true],
    ]);
  });

  it("the starter fails because it lets everybody in and answers nobody", async () => {
    const { check, member, stranger } = priceCheck(14);
    const acts = check.acts.map((act) => ({ ...act, timeout: 100 }) as WrittenAct);
    const starter = program(`socket.on("double", (price) => console.log(price * 2));`);
    const result = await judged({ ...check, acts }, starter);
    const [open, silent] = failures(result);
    expect(open).toMatchObject({ expected: "refused: not authorized", got: "connected" });
    expect(shownBy(result, open)).toMatchObject({ client: stranger });
    expect(silent).toMatchObject({ got: "no acknowledgement" });
    expect(shownBy(result, silent)).toMatchObject({ client: member });
  });

  it("a program passes that thinks before it answers, in an async middleware", async () => {
    const { check } = priceCheck(15);
    const source = `
      import { createServer } from "node:http";
      import { Server } from "socket.io";
      const server = createServer();
      const io = new Server();
      const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
      io.of("/").use(async ({ handshake: { auth } }, next) => {
        await wait(20);
        next(/-ok$/.test(auth.token) ? undefined : new Error("not authorized"));
      });
      io.on("connection", (socket) => {
        socket.onAny(async (event, price, answer) => {
          await wait(20);
          if (event === "double") answer(price + price);
        });
      });
      io.attach(server);
      server.listen(3000);`;
    expect(failures(await judged(check, source))).toEqual([]);
  });

  it("a program that shuts everybody out, or counts wrong, is told what came instead", async () => {
    const { check, member, price } = priceCheck(16);
    const acts = check.acts.map((act) => ({ ...act, timeout: 100 }) as WrittenAct);
    const shut = `${program(doubles)}\nio.use((socket, next) => next(new Error("not authorized")));\n`;
    expect(failures(await judged({ ...check, acts }, shut))).toMatchObject([
      { claim: `${member} is connected`, got: "refused: not authorized" },
      { got: "`double` was never sent" },
    ]);
    const wrong = program(`socket.on("double", (price, answer) => answer(price + 2));`) + guard;
    const result = await judged(check, wrong);
    expect(failures(result)).toMatchObject([{ expected: `(${price * 2})`, got: `(${price + 2})` }]);
    expect(shownBy(result, failures(result)[0])).toMatchObject({ client: member });
  });
});

describe("a program that does not come to listen is the one verdict", () => {
  const check = { scene: Scene.parse({ clients: [{ name: "Alice" }] }), acts: [], judgements: [] };

  it.each([
    [
      "throws while it loads",
      `const users = null;\nusers.push("Alice");\n`,
      "TypeError: Cannot read properties of null (reading 'push') (server.js, line 2)",
    ],
    [
      "has nothing to do",
      `console.log("done");\n`,
      "it ended (finished) before it listened on a port",
    ],
  ])("one that %s", async (_what, source, got) => {
    const { verdicts } = await judged(check, source);
    expect(verdicts).toEqual([
      { claim: "the program starts", ok: false, expected: "it listens", got },
    ]);
  });
});
