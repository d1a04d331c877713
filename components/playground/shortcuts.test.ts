import { describe, expect, it } from "vitest";
import { PANES } from "./panes/panes.ts";
import { mayBeShortcut } from "./shortcut-press.ts";
import { doingOf, LISTED, type Press, SHORTCUTS } from "./shortcuts.ts";

const all = Object.values(SHORTCUTS).flat();
const calm = { isWriting: false, hasLetters: true };
const press = (key: string, how: Partial<Press> = {}): Press => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  repeat: false,
  ...how,
});
const letters = all.filter(({ key }) => !key.includes("+"));

describe("the table of shortcuts", () => {
  it("has each key and each deed once, and every pane of the inspector", () => {
    for (const of of [all.map(({ key }) => key), all.map(({ does }) => does)])
      expect(of).toEqual([...new Set(of)]);
    expect(all.filter(({ does }) => does.startsWith("show:")).map(({ words }) => words)).toEqual(
      PANES.map(({ label }) => label),
    );
    expect(PANES.length).toBeLessThanOrEqual(9);
  });

  it("leaves g to the ways between pages, and lists them", () => {
    expect(all.filter(({ key }) => key === "g")).toEqual([]);
    const listed = Object.values(LISTED).flatMap((keys) => keys.map(({ key }) => key));
    expect(listed).toEqual([...new Set(listed)]);
    expect(listed).toEqual(expect.arrayContaining(["g m", "g n", "g p", "g a", "Ctrl+k"]));
  });
});

describe("a key", () => {
  it("does what the table says, with Caps Lock on too", () => {
    for (const { key, does } of letters) {
      expect(doingOf(press(key), calm)).toBe(does);
      expect(doingOf(press(key.toUpperCase()), calm)).toBe(does);
    }
    expect(doingOf(press("z"), calm)).toBeUndefined();
  });

  it("is nobody's while somebody writes, with another key, or when letters are switched off", () => {
    for (const { key } of letters) {
      expect(doingOf(press(key), { ...calm, isWriting: true })).toBeUndefined();
      expect(doingOf(press(key), { ...calm, hasLetters: false })).toBeUndefined();
      for (const other of ["ctrlKey", "metaKey", "altKey"])
        expect(doingOf(press(key, { [other]: true }), calm)).toBeUndefined();
    }
  });

  it("runs with Ctrl or Cmd from anywhere, the code too", () => {
    const around = { isWriting: true, hasLetters: false };
    expect(doingOf(press("Enter", { ctrlKey: true }), around)).toBe("run");
    expect(doingOf(press("Enter", { metaKey: true }), around)).toBe("run");
    expect(doingOf(press("Enter"), calm)).toBeUndefined();
  });

  it("is waited for with the code that knows it, wherever the table has it", () => {
    const ctrl = { ctrlKey: true };
    for (const repeat of [false, true])
      for (const isWriting of [false, true])
        for (const hasLetters of [false, true]) {
          const around = { isWriting, hasLetters };
          const pressed = all.flatMap(({ key }) =>
            key.startsWith("Ctrl+")
              ? [press(key.slice("Ctrl+".length), { ...ctrl, repeat })]
              : [press(key, { repeat }), press(key.toUpperCase(), { repeat })],
          );
          const ours = pressed.filter((one) => doingOf(one, around) !== undefined);
          expect(ours.filter((one) => !mayBeShortcut(one, around))).toEqual([]);
        }
    for (const key of ["Tab", "Enter", " ", "Escape", "ArrowLeft", "Shift"])
      expect(mayBeShortcut(press(key), calm)).toBe(false);
    expect(mayBeShortcut(press("c", ctrl), calm)).toBe(false);
    expect(mayBeShortcut(press("c"), { ...calm, isWriting: true })).toBe(false);
  });

  it("that is held down steps on, and does nothing else twice", () => {
    const held = all.filter(
      ({ key, does }) => doingOf(press(key, { repeat: true }), calm) === does,
    );
    expect(held.map(({ does }) => does)).toEqual(["back", "forth"]);
    expect(doingOf(press("Enter", { ctrlKey: true, repeat: true }), calm)).toBeUndefined();
  });
});
