// What is this lesson's alone: all that it has a learner write by hand, written, and each task done as it means to be.
import { afterAll, beforeAll, expect, test } from "vitest";
import { judgementOf } from "#checks/draw-check.ts";
import { judge } from "#checks/judge.ts";
import type { Writing } from "#protocol/writing.ts";
import { linesPassed, said } from "#trace/said.ts";
import { loadLesson } from "../load-lesson.ts";
import { byHand, type Hand } from "../testing/hand.ts";
import { type LessonStage, onceEach, openLessonStage } from "../testing/lesson-stage.ts";
import { proseOf } from "../testing/prose.ts";

const lesson = await loadLesson("engine-io");
const prose = proseOf(lesson);
const [polling, webSocket] = prose.ByHand.map(({ writings }) => writings);

/** What the button of this name has prepared. */
function prepared(writings: readonly Writing[] | undefined, says: string): Writing {
  const writing = writings?.find((one) => one.says === says);
  if (!writing) throw new Error(`no console has a button “${says}”`);
  return writing;
}
const ask = prepared(polling, "1. Ask for a session");
const connect = prepared(polling, "2. Say 40");
const poll = prepared(polling, "3. Poll");
const upgrade = prepared(webSocket, "1. Ask for the upgrade");

const withoutSession = { ...upgrade, bytes: upgrade.bytes.replace("&sid=$sid", "") };

/** Whether the lesson would show this task as done. */
function isDone(id: string, hand: Hand): boolean {
  const { until } = prose.Task.find((one) => one.id === id) ?? {};
  if (!until) throw new Error(`there is no task ${id}`);
  return judge([judgementOf(until)], { trace: hand.trace(), clients: [] }).every(({ ok }) => ok);
}

const isOpened = (session: { readonly kind: string }) => session.kind === "session.opened";

/** A line on which a session was opened, and `40` answered. */
async function connected(hand: Hand) {
  const line = await hand.dial();
  line.write(ask);
  expect(await line.until('"sid"')).toMatch(/\r\n\r\n0\{"sid":.*"upgrades":\["websocket"\]/);
  await hand.until(isOpened);
  line.write(connect);
  expect(await line.until("\r\n\r\nok")).toContain("200 OK");
  line.write(poll);
  await line.until('40{"sid":');
  return line;
}

test("a session is opened, polled and upgraded by what its buttons write", async () => {
  const hand = await byHand(lesson);
  const first = await connected(hand);
  await hand.until(() => isDone("polled", hand));

  const second = await hand.dial();
  first.write(poll);
  second.write(upgrade);
  await second.until("HTTP/1.1 101");
  second.write(prepared(webSocket, "2. 2probe"));
  await second.until("3probe");
  await first.until("\r\n\r\n6");
  second.write(prepared(webSocket, "3. 5"));
  second.write(prepared(webSocket, "Say hi"));
  await second.until('42["said","hi"]');
  await hand.until(() => isDone("upgraded", hand));

  second.write(prepared(webSocket, "Say hello as anybody would"));
  const closed = await hand.until(({ kind }) => kind === "session.closed");
  expect(closed).toMatchObject({ reason: "parse error" });
  await hand.close();
});

test("a poll is held until there is something to say", async () => {
  const hand = await byHand(lesson);
  const line = await connected(hand);
  line.write(poll);
  const other = await hand.dial();
  const { says, bytes } = prepared(webSocket, "Say hi");
  other.write({
    says,
    bytes: connect.bytes.replace("Length: 2\n\n40", `Length: ${bytes.length}\n\n${bytes}`),
  });
  await line.until('42["said","hi"]');
  await hand.close();
});

/** The lesson's program, which asks at once. */
const often = {
  ...lesson,
  files: {
    ...lesson.files,
    [lesson.entry]: lesson.files[lesson.entry]?.replace("10_000", "200") ?? "",
  },
};

/** How often the server has asked, with an answer between. */
const pings = (hand: Hand) =>
  linesPassed(said(hand.trace()), "By hand", ["server: 2", "client: 3", "server: 2"]).length;

test("pings come with a poll, and are answered by what its button writes", async () => {
  const hand = await byHand(often);
  const line = await hand.dial();
  line.write(ask);
  await line.until('"sid"');
  await hand.until(isOpened);
  line.write(poll);
  await line.until("\r\n\r\n2");
  line.write(prepared(polling, "Answer a ping"));
  await line.until("\r\n\r\nok");
  line.write(poll);
  await hand.until(() => pings(hand) === 3);
  line.write(prepared(polling, "Answer a ping"));
  await hand.until(() => isDone("pong", hand));
  await hand.close();
});

test("pings come by themselves on a WebSocket, and are answered by what its button writes", async () => {
  const hand = await byHand(often);
  const line = await hand.dial();
  line.write(withoutSession);
  await line.until("\x81\x012");
  line.write(prepared(webSocket, "Answer a ping"));
  await hand.until(() => pings(hand) === 3);
  line.write(prepared(webSocket, "Answer a ping"));
  await hand.until(() => isDone("pong", hand));
  await hand.close();
});

test("a client that pings is closed for it", async () => {
  const hand = await byHand(lesson);
  const line = await hand.dial();
  line.write(withoutSession);
  await line.until("0{");
  line.write({ says: "ping", bytes: "2", as: "masked" });
  const closed = await hand.until(({ kind }) => kind === "session.closed");
  expect(closed).toMatchObject({ reason: "transport error" });
  await hand.close();
});

test("who is silent for too long has no session any more", async () => {
  const own = often.files[lesson.entry]?.replace("120_000", "200") ?? "";
  const hand = await byHand({ ...often, files: { ...often.files, [lesson.entry]: own } });
  const line = await hand.dial();
  line.write(ask);
  await line.until('"sid"');
  const closed = await hand.until(({ kind }) => kind === "session.closed");
  expect(closed).toMatchObject({ reason: "ping timeout" });
  line.write(poll);
  expect(await line.until("Session ID unknown")).toContain("HTTP/1.1 400");
  await hand.close();
});

test("a second poll beside one that is held ends the session", async () => {
  const hand = await byHand(lesson);
  const line = await connected(hand);
  line.write(poll);
  const other = await hand.dial();
  other.write(poll);
  await hand.until(({ kind }) => kind === "session.closed");
  await hand.close();
});

let stage: LessonStage;
beforeAll(async () => {
  stage = await openLessonStage(lesson);
});
afterAll(() => stage?.close());

test("the server says in this order what its console is said to show", async () => {
  await stage.after({ client: "Alice", emit: "say", args: ["hi"] }, "said");
  const logged = stage.trace().flatMap((event) => (event.kind === "log" ? [event.text] : []));
  const [first = -1, then = -1] = ["connection, by polling", "upgraded to websocket"].map((text) =>
    logged.indexOf(text),
  );
  expect(first).toBeGreaterThanOrEqual(0);
  expect(then).toBeGreaterThan(first);
});

test("a button on a card says hi to everybody", async () => {
  expect(await stage.press("Alice", "Say “hi”", "said")).toEqual(
    onceEach(["Alice", "Bob", "Carol"]),
  );
});

test("what goes to her session goes to the id that stands in her addresses", async () => {
  expect(await stage.after({ client: "Alice", emit: "to my session" }, "news")).toEqual({});
  const trace = stage.trace();
  const hers = trace.find(({ kind, ...event }) => kind === "session.opened" && "client" in event);
  const sent = trace.findLast(({ kind }) => kind === "broadcast");
  expect(sent).toMatchObject({ rooms: [hers && "sid" in hers && hers.sid] });
});
