import { describe, expect, it } from "vitest";
import { seeded } from "#trace/testing/seeded.ts";
import { readJson } from "#trace/wire-json.ts";

const cut = (text: string): string => {
  const { pieces, brokenAt } = readJson(text);
  const shown = pieces.map(({ is, from, to, key }) => {
    const piece = text.slice(from, to);
    return is === "mark" ? piece : `<${key === undefined ? "" : `${key}=`}${piece}>`;
  });
  return `${shown.join("")}${brokenAt === undefined ? "" : ` breaks at ${brokenAt}`}`;
};

describe("JSON at its first level", () => {
  it("is cut into values, members and the marks between them", () => {
    expect(cut('["chat",{"a":[1,{"b":"]"}]},-1.5e3]')).toBe(
      '[<"chat">,<{"a":[1,{"b":"]"}]}>,<-1.5e3>]',
    );
    expect(cut('{"sid":"x","upgrades":["websocket"]}')).toBe(
      '{<sid="sid":"x">,<upgrades="upgrades":["websocket"]>}',
    );
    expect(cut(' [ 1 , "\\u00e9\\"" ] ')).toBe(' [ <1 >, <"\\u00e9\\"" >] ');
    expect(cut("[]")).toBe("[]");
    expect(cut('"alone"')).toBe('<"alone">');
  });

  it("breaks at the character that no rule allows", () => {
    expect(cut('["chat",xx]')).toBe('[<"chat">,<xx]> breaks at 8');
    expect(cut('["chat" "hi"]')).toBe('[<"chat" ><"hi"]> breaks at 8');
    expect(cut('["a",{"b":[1,}]')).toBe('[<"a">,<{"b":[1,}]> breaks at 13');
    expect(cut('{"a" 1}')).toBe('{<"a" 1}> breaks at 5');
    expect(cut('["a",]')).toBe('[<"a"><,]> breaks at 5');
    expect(cut('["a')).toBe('[<"a> breaks at 3');
    expect(cut("[1] 2")).toBe("[<1>]< 2> breaks at 4");
    expect(cut("")).toBe(" breaks at 0");
  });

  it("is judged as JSON.parse does, whatever the text, and loses none of it", () => {
    const random = seeded(1);
    const tokens = ["[", "]", "{", "}", ",", ":", '"a"', "1", " ", "null", '"\\n"', "-", "0", '"'];
    let valid = 0;
    for (let i = 0; i < 5000; i++) {
      const text = Array.from({ length: random.below(7) }, () => random.pick(tokens)).join("");
      const { pieces, brokenAt } = readJson(text);
      expect(pieces.map(({ from, to }) => text.slice(from, to)).join("")).toBe(text);
      expect(brokenAt === undefined, text).toBe(isJson(text));
      if (brokenAt === undefined) valid++;
    }
    expect(valid).toBeGreaterThan(100);
  });

  it("may be nested as deeply as it is long", () => {
    expect(readJson("[".repeat(200_000)).brokenAt).toBe(200_000);
    expect(readJson(`${"[".repeat(200_000)}${"]".repeat(200_000)}`).brokenAt).toBeUndefined();
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
