import { expect, test } from "vitest";
import { maxReportSize, Opening, readReport } from "./client.ts";

const log = { report: "log", level: "log", text: "hello" };

test("a report is read, without what does not belong to it", () => {
  expect(readReport({ ...log, extra: 1 })).toEqual(log);
});

test.each([
  ["no object", "log"],
  ["an unknown kind", { report: "shout" }],
  ["a text that is too long", { ...log, text: "x".repeat(5_000) }],
  [
    "a number that is none",
    { report: "handled", sid: "s", packet: 1.5, nsp: "/", event: "e", listeners: 0, ms: 0 },
  ],
  [
    "a patience below nothing",
    { report: "done", act: 1, outcome: { outcome: "timeout", after: -1 } },
  ],
  [
    "an outcome that is too heavy",
    { report: "done", act: 1, outcome: { outcome: "acked", values: ["x".repeat(maxReportSize)] } },
  ],
  [
    "a value JSON cannot carry",
    { report: "done", act: 1, outcome: { outcome: "acked", values: [1n] } },
  ],
])("%s is no report", (_what, message) => {
  expect(readReport(message)).toBeUndefined();
});

test("an opening needs a name and an address, and no option is passed on unseen", () => {
  expect(Opening.parse({ name: "Alice", url: "http://localhost:4000/@alice" })).toEqual({
    name: "Alice",
    url: "http://localhost:4000/@alice",
    server: "http://localhost:3000",
    namespaces: ["/"],
    options: {},
  });
  expect(Opening.safeParse({ name: "Alice", url: "x", options: { agent: 1 } }).success).toBe(false);
});
