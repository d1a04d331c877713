// What a share holds is checked to the last event, and whatever is wrong with it is a sentence.
import { expect, test } from "vitest";
import { build } from "#trace/builder.ts";
import type { EventOf } from "#trace/event.ts";
import { readShare, SHARE_CAPS, writeShare } from "./share.ts";

const t = build();
t.connects("Alice");
t.broadcasts("said");
const trace = [...t.trace()];
const share = { lesson: "rooms", files: [{ name: "server.js", text: "1;" }], clients: [], trace };
const said = (text: string) => {
  const reading = readShare(text);
  return reading.ok ? "it was opened" : reading.text;
};
const changed = (change: object) => said(JSON.stringify({ "sockets-101": 1, ...share, ...change }));
const kept = (event: EventOf<"frame">) => ({
  ...event,
  bytes: { base64: "A".repeat(SHARE_CAPS.base64 + 4), size: 65_539 },
});

test("it is read as it was written, an event a line", () => {
  const text = writeShare(share);
  expect(readShare(text)).toEqual({ ok: true, shared: { "sockets-101": 1, ...share } });
  expect(text.split("\n")).toHaveLength(trace.length + 3);
  const { trace: _, ...code } = share;
  expect(readShare(writeShare(code))).toMatchObject({ ok: true, shared: code });
});

test.each([
  ["events out of order", { trace: trace.toReversed() }, "its events are out of order"],
  ["an event twice", { trace: [trace[0], trace[0]] }, "its events are out of order"],
  ["no event", { trace: [{ kind: "<b>", seq: 0, at: 0 }] }, "trace.0"],
  ["time before the run", { trace: [{ ...trace[0], at: -1 }] }, "trace.0.at"],
  ["more events than a run has", { trace: Array(SHARE_CAPS.events + 1).fill(trace[0]) }, "trace"],
  [
    "more files than a program has",
    { files: Array.from({ length: 9 }, () => ({ name: "a", text: "" })) },
    "files",
  ],
  [
    "more source than a program has",
    { files: ["a", "b"].map((name) => ({ name, text: "é".repeat(17_000) })) },
    "files: more source",
  ],
  ["nothing but lines", { files: [{ name: "a", text: "\n".repeat(60_000) }] }, "files: more lines"],
  [
    "more bytes than an event keeps",
    { trace: trace.map((event) => (event.kind === "frame" ? kept(event) : event)) },
    "trace: more bytes",
  ],
  ["a lesson that is no lesson", { lesson: "../../s/x" }, "lesson"],
  [
    "two clients of one name",
    { clients: [{ name: "A" }, { name: "A" }] },
    "two clients of one name",
  ],
  ["something to do", { clients: [{ name: "A", buttons: [] }] }, "clients.0"],
  ["a part that nobody knows", { sandbox: "x" }, "no part of one"],
  ["a moment that is none", { at: 1.5 }, "at"],
])("%s is refused", (_what, change, problem) => {
  const text = changed(change);
  expect(text).toContain(problem);
  expect(text).toMatch(/nothing was opened\.$/);
  expect(text.length).toBeLessThan(300);
});

test("a text that ends anywhere is a sentence", () => {
  const text = writeShare(share);
  for (let end = 0; end < text.length - 2; end += 37)
    expect(said(text.slice(0, end))).toContain("no recording of ours");
});

test("a bracket in a text is not a bracket", () => {
  const text = `\\"${"[".repeat(500)}`;
  expect(changed({ files: [{ name: "a", text }] })).toBe("it was opened");
});
