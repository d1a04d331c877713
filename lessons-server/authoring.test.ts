// An author saves a file, in whichever way their editor does it, and the open pages hear of it.
import { cp, mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { io as connect, type Socket } from "socket.io-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { AUTHORING_PATH, type ToAuthor } from "#protocol/authoring.ts";
import { authoringMount } from "./authoring.ts";
import type { Mount } from "./mount.ts";

const server = createServer();
let content: string;
let mount: Mount;
let page: Socket<ToAuthor>;

const open = (headers: Readonly<Record<string, string>> = {}): Socket<ToAuthor> =>
  connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, {
    path: AUTHORING_PATH,
    transports: ["websocket"],
    forceNew: true,
    extraHeaders: headers,
  });

beforeAll(async () => {
  content = await mkdtemp(path.join(tmpdir(), "content-"));
  await mkdir(path.join(content, "rooms/exercises/one"), { recursive: true });
  await writeFile(path.join(content, "rooms/lesson.mdx"), "before");
  await writeFile(path.join(content, "rooms/exercises/one/check.ts"), "before");
  mount = authoringMount(content);
  server.on("upgrade", mount.upgrade);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  page = open();
  await new Promise<void>((connected) => page.once("connect", connected));
});
afterAll(async () => {
  page.disconnect();
  await mount.close();
  await rm(content, { recursive: true });
});

/** Resolves when the page has been told of this file. */
const told = (file: string): Promise<void> =>
  new Promise((resolve) => {
    const hear: ToAuthor["changed"] = (files) => {
      if (!files.includes(file)) return;
      page.off("changed", hear);
      resolve();
    };
    page.on("changed", hear);
  });

const at = (file: string) => path.join(content, file);

test("a file written over is heard of, however deep it is", async () => {
  const [prose, check] = [told("rooms/lesson.mdx"), told("rooms/exercises/one/check.ts")];
  await writeFile(at("rooms/lesson.mdx"), "after");
  await writeFile(at("rooms/exercises/one/check.ts"), "after");
  await Promise.all([prose, check]);
});

test("so is one that an editor saves beside it and moves over it, time and again", async () => {
  for (const text of ["once", "twice"]) {
    const heard = told("rooms/lesson.mdx");
    await writeFile(at("rooms/.lesson.mdx.new"), text);
    await rename(at("rooms/.lesson.mdx.new"), at("rooms/lesson.mdx"));
    await heard;
  }
});

test("a lesson that comes later is watched too, also after it went and came again", async () => {
  for (const text of ["once", "twice"]) {
    const came = told("acks/lesson.mdx");
    await cp(at("rooms"), at("acks"), { recursive: true });
    await came;
    const written = told("acks/exercises/one/check.ts");
    await writeFile(at("acks/exercises/one/check.ts"), text);
    await written;
    const went = told("acks/lesson.mdx");
    await rm(at("acks"), { recursive: true });
    await went;
  }
});

test("a page of another site hears nothing", async () => {
  const stranger = open({ Origin: "http://elsewhere.example" });
  const refused = await new Promise<Error>((resolve) => stranger.once("connect_error", resolve));
  stranger.disconnect();
  expect(refused.message).toBe("websocket error");
});
