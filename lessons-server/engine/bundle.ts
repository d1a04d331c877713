// Bundles the guest: the published socket.io package over thin stand-ins for the modules a sandbox cannot have.
// It comes in layers, scripts that are evaluated one after the other: each finds there what an earlier one has loaded.
import { METHODS, STATUS_CODES } from "node:http";
import path from "node:path";
import { type BuildOptions, type Plugin, build } from "esbuild";
import type { Template } from "#lessons-server/runner/templates.ts";
import { friendStandIns } from "./friend-stand-ins.ts";
import { patches } from "./patches.ts";
import { standIns } from "./stand-ins.ts";

/** Modules of an earlier layer, under the names by which it has put them on `__layers`. */
const earlier = (names: readonly string[]): Plugin => ({
  name: "earlier",
  setup(bundler) {
    const any = names.map((name) => name.replaceAll(".", "\\.")).join("|");
    bundler.onResolve({ filter: new RegExp(`^(node:)?(${any})$`) }, ({ path: name }) => ({
      path: name.replace(/^node:/, ""),
      namespace: "earlier",
    }));
    bundler.onLoad({ filter: /.*/, namespace: "earlier" }, ({ path: name }) => ({
      contents: `module.exports = globalThis.__layers[${JSON.stringify(name)}]`,
    }));
  },
});

/** What main.ts hands on (guest/handed-on.ts). */
const HANDED_ON = [
  "buffer",
  "cors",
  "crypto",
  "events",
  "http",
  "util",
  "./deep-equal.ts",
  "./modules.ts",
  "./process.ts",
  "./stream.ts",
  "./text-coding.ts",
  "./url.ts",
  "./wall.ts",
];

/** Packages that have a second form for `import`: the guest takes the one that is required, as other packages do. */
const asRequired: Plugin = {
  name: "as-required",
  setup(bundler) {
    const filter = /^(socket\.io-parser|node-inspect-extracted)$/;
    bundler.onResolve({ filter }, ({ path: name, kind, ...asked }) =>
      kind === "require-call"
        ? undefined
        : bundler.resolve(name, { ...asked, kind: "require-call" }),
    );
  },
};

/** Each template's scripts, in the order in which they are evaluated into it. `guest` is the guest's folder. */
export async function bundleGuest(
  guest: string,
): Promise<Readonly<Record<Template, readonly string[]>>> {
  const layer = (entry: string, plugins: Plugin[]) => bundle(path.join(guest, entry), plugins);
  const inspect = ["node-inspect-extracted"];
  const plain = [
    await layer("inspect.ts", [patches(guest)]),
    await layer("main.ts", [earlier(inspect), patches(guest), standIns(guest)]),
  ];
  const friends = await layer("friends.ts", [
    earlier([...inspect, ...HANDED_ON]),
    friendStandIns(guest),
  ]);
  return { plain, express: [...plain, friends] };
}

async function bundle(entry: string, plugins: Plugin[]): Promise<string> {
  const options = {
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    format: "iife",
    platform: "neutral",
    mainFields: ["main"],
    conditions: ["require"],
    target: "es2022",
    // Names are kept: they show in stacks and when a value is printed.
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: "none",
    define: {
      NODE_STATUS_CODES: JSON.stringify(STATUS_CODES),
      NODE_METHODS: JSON.stringify(METHODS),
    },
    logLevel: "warning",
    plugins: [...plugins, asRequired],
  } satisfies BuildOptions;
  const { outputFiles, metafile } = await build(options);
  assertSingle(Object.keys(metafile.inputs));
  const [script] = outputFiles;
  if (!script) throw new Error("esbuild wrote no guest bundle");
  return script.text;
}

/** A second copy (a linked node_modules makes one) would leave the seams on a package nobody uses. */
function assertSingle(inputs: readonly string[]): void {
  for (const file of [
    /socket\.io\/dist\/client\.js$/,
    /socket\.io-parser\/build\/\w+\/index\.js$/,
  ]) {
    const copies = inputs.filter((input) => file.test(input));
    if (copies.length > 1) throw new Error(`the guest holds ${copies.join(" and ")}`);
  }
}
