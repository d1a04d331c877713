import { expect, it } from "vitest";
import { createRanFiles } from "./ran-files.ts";

const START = { "server.js": "io.on()", "client.js": "io()" };

function inTab() {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
    removeItem: (key: string) => void kept.delete(key),
  } as Storage;
  return () => createRanFiles({ slug: "rooms", start: START, storage: () => storage });
}

it("knows the files of what runs again when the page is loaded again", () => {
  const page = inTab();
  const before = page();
  expect(before.files.get()).toBeUndefined();
  const program = { entry: "server.js", files: { ...START, "server.js": "io.emit()" } };
  expect(before.noted(program)).toBe(program);

  const after = page();
  expect(after.files.get()).toBeUndefined();
  after.restore(true);
  expect(after.files.get()).toEqual(program.files);
  after.noted({ files: START });
  const last = page();
  last.restore(true);
  expect(last.files.get()).toEqual(START);
});

it("has no line for a run whose page keeps nothing", () => {
  const refuses = (): Storage => {
    throw new Error("SecurityError");
  };
  const ran = createRanFiles({ slug: "rooms", start: START, storage: refuses });
  ran.restore(false);
  ran.noted({ files: START });
  expect(ran.files.get()).toEqual(START);
});
