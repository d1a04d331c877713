// What the prose claims, run: every prediction's answer, every act, and both tasks solved as they mean to be.
import { createElement, type ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { BenchClient } from "#checks/run-check.ts";
import { seenPackets } from "#checks/wire.ts";
import { type HeadlessBench, openHeadlessBench } from "#lessons-server/testing/headless-bench.ts";
import type { Claim } from "#protocol/exercise.ts";
import { loadLesson } from "../load-lesson.ts";
import { forms } from "./forms.ts";

const { Content, files, entry, scene } = await loadLesson("who-receives-it");
const people = scene.clients.map(({ name }) => name);

type Doing = {
  readonly client: string;
  readonly emit: string;
  readonly args?: readonly unknown[];
};
type Predict = Doing & {
  readonly id: string;
  readonly event: string;
  readonly answer: readonly string[];
};
type Line = { readonly of?: string; readonly has: string };
type Task = { readonly id: string; readonly from: string; readonly until: Claim };

/** The parts of the prose, as they are written. */
function partsOf() {
  const parts = {
    Predict: [] as Predict[],
    Act: [] as Doing[],
    Line: [] as Line[],
    Task: [] as Task[],
    Note: [] as object[],
    Why: [] as object[],
    Exercise: [] as object[],
    EmitTable: [] as object[],
    Figure: [] as { trace: string }[],
  };
  const components = Object.fromEntries(
    Object.entries(parts).map(([name, found]) => [
      name,
      ({ children, ...props }: { readonly children?: ReactNode }) => {
        found.push(props as never);
        return children;
      },
    ]),
  );
  renderToStaticMarkup(createElement(Content, { components } as never));
  return parts;
}
const parts = partsOf();

let lesson: Stage;
beforeAll(async () => {
  lesson = await onStage(files);
});
afterAll(() => lesson?.bench.close());

type Stage = {
  readonly bench: HeadlessBench;
  readonly clients: ReadonlyMap<string, BenchClient>;
};

async function onStage(files: Readonly<Record<string, string>>): Promise<Stage> {
  const bench = await openHeadlessBench();
  expect(await bench.run({ entry, files: { ...files } })).toEqual({ ok: true });
  const clients = new Map<string, BenchClient>();
  for (const client of scene.clients) clients.set(client.name, await bench.openClient(client));
  await bench.settle();
  return { bench, clients };
}

/** Who receives the event, and how often, after this. */
async function after({ bench, clients }: Stage, { client, emit, args = [] }: Doing, event: string) {
  const count = (name: string) =>
    seenPackets(bench.trace()).filter(
      (packet) => packet.client === name && packet.direction === "down" && packet.event === event,
    ).length;
  const before = people.map(count);
  await clients.get(client)?.perform({ do: "emit", nsp: "/", event: emit, args: [...args] });
  expect(await bench.settle()).toMatchObject({ ok: true, notProvenFor: [] });
  const got = people.map((name, index) => [name, count(name) - (before[index] ?? 0)] as const);
  return Object.fromEntries(got.filter(([, times]) => times > 0));
}

const onceEach = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, 1]));

test.each(parts.Predict)("$client emits $emit: $answer receive it", async (predict) => {
  expect(await after(lesson, predict, predict.event)).toEqual(onceEach(predict.answer));
});

test.each(parts.Act)("$client emits $emit, and it is a row of the table", async (act) => {
  const form = forms.flatMap((group) => group.forms).find(({ event }) => event === act.emit);
  expect(form).toBeDefined();
  const claimed = act.client === "Alice" ? form?.by : [act.client];
  expect(await after(lesson, act, "news")).toEqual({
    ...onceEach(claimed ?? []),
    ...form?.times,
  });
});

test.each([
  ["reply", "socket.emit"],
  ["whisper", "io.to(ids.Bob).emit"],
])("the task %s is done with %s", async (id, code) => {
  const task = parts.Task.find((one) => one.id === id);
  const server = files[entry]?.replace('socket.broadcast.emit("said"', `${code}("said"`) ?? "";
  expect(server).not.toBe(files[entry]);
  const stage = await onStage({ ...files, [entry]: server });
  const said = await after(stage, { client: task?.from ?? "", emit: "say", args: ["hi"] }, "said");
  await stage.bench.close();
  expect(said).toEqual(onceEach(task?.until.receives.exactly ?? ["a task"]));
});

test.each(parts.Line)("a line has $has", ({ of: file = entry, has }) => {
  expect(files[file]).toContain(has);
});

test("it has its predictions, corrections, tasks and its exercise", () => {
  expect(parts.Predict.length).toBeGreaterThanOrEqual(6);
  expect(parts.Note).toHaveLength(8);
  expect(parts.Task).toHaveLength(2);
  expect(parts.Exercise).toEqual([{ slug: "three-messages" }]);
});
