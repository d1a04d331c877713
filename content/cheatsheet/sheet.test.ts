// Every claim of the sheet, run: Alice runs the row, and what was on the wire is counted.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type LessonStage, onceEach, openLessonStage } from "../testing/lesson-stage.ts";
import { forms } from "../who-receives-it/forms.ts";
import { REACHES } from "./row.ts";
import { groups } from "./rows.ts";
import { sheet } from "./sheet.ts";

const rows = groups.flatMap((group) => group.rows);
let stage: LessonStage;
beforeAll(async () => {
  stage = await openLessonStage(sheet);
});
afterAll(() => stage?.close());

test.each(rows.filter(({ isClients }) => !isClients))("$code reaches $by", async (row) => {
  const doing = { client: "Alice", emit: row.event };
  expect(await stage.after(doing, row.sends ?? "news")).toEqual({
    ...onceEach(row.by),
    ...row.times,
  });
});

test.each(rows.filter(({ isClients }) => isClients))("$code reaches the server", async (row) => {
  const told = () =>
    stage.trace().filter((fact) => fact.kind === "log" && fact.text === "Alice told the server");
  const before = told().length;
  await stage.after({ client: "Alice", emit: "try", args: [row.event] }, "try", 1);
  await stage.after({ client: "Alice", emit: "socket" }, "news", 1);
  expect(told()).toHaveLength(before + 1);
});

test("no row fails, and whoever is asked answers", () => {
  const wrong = stage.trace().filter(({ kind }) => kind === "fault" || kind === "limit");
  expect(wrong).toEqual([]);
  const said = stage.trace().flatMap((fact) => (fact.kind === "log" ? [fact.text] : []));
  expect(said.filter((text) => text.includes("Dave read it"))).toHaveLength(2);
});

test("has every form of the lesson's table, each row once, and something for every wish", () => {
  const there = rows.map(({ code }) => code);
  expect(there).toEqual([...new Set(there)]);
  const codes = forms.flatMap((group) => group.forms.map(({ code }) => code));
  expect(
    codes.filter((code) => !there.includes(code.replaceAll("emit()", 'emit("news")'))),
  ).toEqual([]);
  const wished = new Set(rows.flatMap(({ reach }) => reach));
  expect(Object.keys(REACHES).filter((reach) => !wished.has(reach as never))).toEqual([]);
});
