// node-inspect-extracted as a sandbox wants it: without its copies of every built-in once it is loaded (110 kB), and
// quick with long arrays. The published text is changed in named places; another version stops the build.
import { readFile } from "node:fs/promises";
import type { Plugin } from "esbuild";

/** What version 3.3.3 says, and what it says here. */
const CHANGES: readonly (readonly [published: string, lean: string])[] = [
  // The one use of the copies that would keep all of them alive.
  ["n=new r[o](e)", "n=new globalThis[o](e)"],
  ["return function n(r){const o=e[r];", "const n=function(r){const o=e[r];"],
  ["i.exports}(223)})());", "i.exports};const whole=n(223);delete e[683];return whole})());"],
  // Node asks V8 which keys are no index. Asked in JavaScript, 100,000 items would cost more than a turn has.
  [
    "getOwnNonIndexProperties:function(t,e=2){",
    "getOwnNonIndexProperties:function(t,e=2){if(t.length>1000)return[];",
  ],
];

export const leanInspect: Plugin = {
  name: "lean-inspect",
  setup(bundler) {
    const filter = /node-inspect-extracted[\\/]dist[\\/]inspect\.js$/;
    bundler.onLoad({ filter }, async ({ path }) => {
      let contents = await readFile(path, "utf8");
      for (const [published, lean] of CHANGES) {
        if (contents.split(published).length !== 2)
          throw new Error(
            `node-inspect-extracted is not 3.3.3: it does not have "${published}" once`,
          );
        contents = contents.replace(published, lean);
      }
      return { contents };
    });
  },
};
