// What is this lesson's alone: its tasks are solved as they mean to be, and what it says of refusals and tokens is so.
import { afterAll, beforeAll, expect, test } from "vitest";
import { judge } from "#checks/judge.ts";
import { judgementOf } from "#checks/draw-check.ts";
import type { Deed } from "#trace/event.ts";
import { packets } from "#trace/packets.ts";
import { loadLesson } from "../load-lesson.ts";
import { type LessonStage, openLessonStage } from "../testing/lesson-stage.ts";
import { proseOf } from "../testing/prose.ts";

const asking = { do: "emitWithAck", nsp: "/", event: "balance", timeout: 2_000 } as const;
const lesson = await loadLesson("authentication");
const { files, entry } = lesson;
const prose = proseOf(lesson);

const CHANGES: readonly (readonly [file: string, was: string, is: string])[] = [
  [entry, "next(error);", "error.data = { code: 401 }; next(error);"],
  [entry, "accounts[request.user]?.balance", "accounts[user].balance"],
];

function changed(changes: typeof CHANGES) {
  const all = { ...files };
  for (const [file, was, is] of changes) {
    expect(all[file]).toContain(was);
    all[file] = all[file]?.replace(was, is) ?? "";
  }
  return openLessonStage({ ...lesson, files: all });
}

let stage: LessonStage;
beforeAll(async () => {
  stage = await changed(CHANGES);
});
afterAll(() => stage?.close());

const logged = (its: LessonStage) =>
  its.trace().flatMap((event) => (event.kind === "log" ? [event.text] : []));
/** The tokens with which a client asked to come in, in order. */
const tokensOf = (its: LessonStage, client: string) =>
  packets(its.trace()).flatMap((packet) => {
    if (packet.client !== client || packet.from !== "client") return [];
    if (packet.reading.state !== "whole" || packet.reading.packet.type !== "CONNECT") return [];
    const { data } = packet.reading.packet;
    return data && "token" in data ? [data["token"]] : [];
  });

test("its tasks turn green", async () => {
  const clients = lesson.scene.clients.map(({ name }) => name);
  const claims = prose.Task.map(({ until }) => judgementOf(until));
  const said = () =>
    judge(claims, { trace: stage.trace(), clients }).map(({ ok, got }) => ok || got);
  const own: Deed = { ...asking, args: [{ user: "Bob" }] };
  await stage.tell("Bob", own);
  expect(said()).toEqual([true, "`balance` was never sent"]);
  await stage.press("Bob", "Ask for Alice’s balance", "");
  expect(said()).toEqual([true, true]);
});

test("who was refused hears why, and asks again only when told to", async () => {
  const said = () => logged(stage).filter((text) => text.startsWith("refused")).length;
  expect(logged(stage)).toContain('refused: unauthorized {"code":401}');
  const before = said();
  await stage.after({ client: "Alice", emit: "announce" }, "news");
  expect(said()).toBe(before);
  await stage.press("Mallory", "Try again", "");
  expect(said()).toBe(before + 1);
});

test("an event that its guard stops is told to the server alone, and an old token to the log", async () => {
  await stage.after({ client: "Bob", emit: "admin:announce" }, "news");
  expect(logged(stage)).toContain("Bob: not allowed");
  await stage.after({ client: "Alice", emit: "two hours later" }, "news");
  expect(logged(stage)).toContain("two hours later: jwt expired");
});

test("an object sends the same token again, and a function another", async () => {
  const again = async (its: LessonStage) => {
    await its.tell("Alice", { do: "disconnect" });
    await its.tell("Alice", { do: "connect" });
    return tokensOf(its, "Alice");
  };
  const [one, same] = await again(stage);
  expect(same).toBe(one);
  const asked = "auth: async (done) => done({ token: await login() })";
  const renewing = await changed([["client.js", "auth: { token }", asked]]);
  const [first, second] = await again(renewing);
  await renewing.close();
  expect([first, second]).toEqual([expect.any(String), expect.any(String)]);
  expect(second).not.toBe(first);
});
