// What was shared comes before the learner, and nothing of the learner's is lost by it.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { writeShare } from "#protocol/share.ts";
import { build } from "#trace/builder.ts";
import type { Seq } from "#trace/event.ts";
import { createDesk } from "../desk.ts";
import { type Gaze, readGaze } from "../gaze.ts";
import type { Notice } from "../notice.ts";
import type { OtherRun } from "../other-run.ts";
import { createStore } from "../store.ts";
import { shareIn } from "./in-address.ts";
import { packed } from "./pack.ts";
import { type Host, receive } from "./receive.ts";

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
    removeItem: (key: string) => void kept.delete(key),
  });
  forget.mockClear();
});
afterEach(() => vi.unstubAllGlobals());

const t = build();
t.connects("Alice");
t.broadcasts("said");
const trace = [...t.trace()];
const exercises = [{ slug: "one", starter: { "server.js": "exercise" } }];
const theirs = {
  lesson: "rooms",
  files: [
    { name: "server.js", text: "theirs" },
    { name: "__proto__", text: "theirs" },
  ],
  clients: [{ name: "Alice" }],
  at: 4 as Seq,
  trace,
};
const asFile = (share: object) => ({
  file: new Blob([writeShare({ ...theirs, ...share })]),
});
const asLink = async (share: object, gaze = "") => {
  const hash = `#${gaze}share=${await packed(writeShare({ ...theirs, ...share }))}`;
  return { encoded: shareIn(hash) ?? "", here: readGaze(hash), forget };
};
const forget = vi.fn<() => void>();

function lesson() {
  const owner = createDesk({
    slug: "rooms",
    files: { "server.js": "start", "client.js": "client" },
    exercises,
    onNotKept: () => {},
  });
  const notice = createStore<Notice | undefined>(undefined);
  const watched: { run?: OtherRun | undefined; at?: Partial<Gaze> | undefined } = {};
  const host: Host = {
    slug: "rooms",
    exercises: () => exercises,
    desk: owner,
    putOnDesk: owner.open,
    notice,
    watch: (run, at) => void Object.assign(watched, { run, at }),
  };
  const server = () => owner.desk.get().files["server.js"];
  return { owner, host, notice, watched, server, press: () => notice.get()?.undo?.() };
}

test("a run is on stage, paused where it was left, and knows where it comes from", async () => {
  const { host, watched } = lesson();
  await receive(asFile({ selected: 3 }), host);
  expect(watched.run).toMatchObject({ is: "opened", clients: [{ name: "Alice" }] });
  expect(watched.run?.trace.get()).toEqual(trace);
  expect(watched.at).toMatchObject({ playhead: 4, selected: 3 });

  await receive(await asLink({ at: undefined }), host);
  expect(watched.run?.is).toBe("shared");
  expect(watched.at?.playhead).toBe(trace.at(-1)?.seq);
  await receive(await asLink({}, "at=2&view=log&"), host);
  expect(watched.at).toMatchObject({ playhead: 2, view: "log" });
});

test("whoever has written nothing gets the code at once, and can put it away again", async () => {
  const { host, notice, server, press } = lesson();
  await receive(asFile({}), host);
  expect(server()).toBe("theirs");
  expect(notice.get()?.text).toBe("The run’s code is on your desk.");
  press();
  expect(server()).toBe("start");
});

test("what the learner wrote stays until the learner says otherwise, and comes back as it was", async () => {
  const { owner, host, notice, server, press } = lesson();
  owner.edit("server.js", "mine");
  await receive(asFile({}), host);
  expect(server()).toBe("mine");
  expect(notice.get()).toMatchObject({
    text: "The run’s code differs from yours in server.js.",
    undoes: "Take it",
    dismisses: "Keep mine",
  });
  press();
  expect(server()).toBe("theirs");
  owner.edit("server.js", "theirs, and mine");
  press();
  expect(server()).toBe("mine");
  press();
  expect(server()).toBe("theirs, and mine");
});

test("code without a run is to be run, and nothing runs by itself", async () => {
  const { host, notice, watched, server } = lesson();
  await receive(await asLink({ trace: undefined }), host);
  expect(watched.run).toBeUndefined();
  expect(forget).toHaveBeenCalledOnce();
  expect(server()).toBe("theirs");
  expect(notice.get()?.text).toContain("Press Run to see what it does.");
});

test("an exercise's run opens its files", async () => {
  const { owner, host } = lesson();
  await receive(asFile({ exercise: "one", files: [] }), host);
  expect(owner.desk.get()).toMatchObject({ exercise: "one", files: { "server.js": "exercise" } });
});

test.each([
  ["another lesson's", { lesson: "acks" }, "belongs to another lesson, acks"],
  [
    "an exercise that is not there",
    { exercise: "two" },
    "an exercise that the lesson does not have",
  ],
  ["nonsense", { trace: [{ kind: "no" }] }, "nothing was opened"],
])("%s is said, and the lesson is as it was", async (_what, share, said) => {
  const { owner, host, notice, watched } = lesson();
  const before = owner.desk.get();
  await receive(await asLink(share), host);
  expect(notice.get()?.text).toContain(said);
  expect(notice.get()).not.toHaveProperty("undo");
  expect(owner.desk.get()).toBe(before);
  expect(watched.run).toBeUndefined();
});

test("a file that is too large is not read", async () => {
  const { host, notice } = lesson();
  const file = new Blob(["a".repeat(8_388_609)]);
  vi.spyOn(file, "text").mockRejectedValue(new Error("it was read"));
  await receive({ file }, host);
  expect(notice.get()?.text).toContain("larger than any recording");
});
