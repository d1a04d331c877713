// Which folder may import which, and why: the arrows of the architecture as data, judged by one pure function.
// The lint rule in plugin.mjs feeds it every import; nothing here knows a linter.
import path from "node:path";

const TEST = /\.test\.tsx?$/;

/**
 * One entry a folder; the longest matching `folder` judges a file.
 * `may`: folders it may import besides itself. `mayTypes`: only as `import type`. `testsMay`: only from `*.test.ts`.
 * `packages`: the packages it may import (tests are free); absent means any. `why`: what the message teaches.
 */
export const arrows = [
  {
    folder: "trace",
    may: [],
    packages: ["zod"],
    why: "trace/ is pure vocabulary and projections, used in browser, server and terminal alike: it imports zod and itself, and everyone may import it. Move what you need into trace/, or do this work in the caller.",
  },
  {
    folder: "protocol",
    may: ["trace"],
    packages: ["zod"],
    why: "protocol/ says what crosses each wall and nothing else: it imports zod, itself and the vocabulary of trace/.",
  },
  {
    folder: "lessons-server/guest",
    // Plain text that both sides of the wall must agree on; the rest of protocol/ would bring zod into the sandbox.
    may: ["protocol/stack.ts", "protocol/program-limits.ts"],
    mayTypes: ["protocol"],
    // Its tests drive it from outside, through a runner.
    testsMay: ["lessons-server/testing"],
    why: "guest/ runs inside the sandbox, where nothing of ours exists: it may know only its own files and the types of protocol/ (import type).",
  },
  {
    folder: "lessons-server/gateway",
    may: ["lessons-server", "protocol", "trace"],
    mayNot: ["lessons-server/runner"],
    testsMay: ["clients"],
    why: "the gateway is trusted and speaks to the runner over a socket, in the strings of protocol/runner.ts. Importing the other side would put untrusted work in the trusted process.",
  },
  {
    folder: "lessons-server/runner",
    may: ["lessons-server", "protocol", "trace"],
    mayNot: ["lessons-server/gateway"],
    testsMay: ["clients"],
    why: "the runner holds untrusted programs and speaks to the gateway over a socket, in the strings of protocol/runner.ts. It must not hold the gateway's code or secrets.",
  },
  {
    folder: "lessons-server",
    may: ["protocol", "trace"],
    testsMay: ["checks", "clients"],
    why: "lessons-server/ writes the trace and knows nothing of pages, clients or the course: it imports trace/ and protocol/.",
  },
  {
    folder: "lessons-server/testing",
    // As a test may: what is here serves tests alone, and joins the server to the clients that meet it there.
    may: ["checks", "clients", "lessons-server", "protocol", "trace"],
    why: "lessons-server/testing/ lends tests a real sandbox with real clients: it knows the server, the clients and the checks, but no page and nothing of the course.",
  },
  {
    folder: "clients",
    may: ["protocol", "trace"],
    testsMay: ["lessons-server"],
    why: "clients/ is neutral code with a browser host and a Node host: it imports protocol/ and trace/, never a server or a page.",
  },
  {
    folder: "checks",
    may: ["clients", "protocol", "trace"],
    testsMay: ["lessons-server"],
    why: "checks/ judges a trace anywhere, in the page, in tests and in the terminal: it imports trace/, clients/ and protocol/, never a server or a page.",
  },
  {
    folder: "content",
    may: ["protocol", "trace"],
    testsMay: ["checks", "lessons-server"],
    why: "content/ is the course, as data and prose: it imports trace/ and protocol/. What shows it is components/; what runs it is checks/.",
  },
  {
    folder: "content/testing",
    // As a test may: it proves of every lesson what the prose of that lesson claims.
    may: ["checks", "content", "lessons-server", "protocol", "trace"],
    why: "content/testing/ lends the lessons' tests a real sandbox with a lesson in it: it knows the course, the checks and the server, but no page.",
  },
  {
    folder: "components/ui",
    may: [],
    why: "components/ui/ has no domain words: buttons, tabs and panes that know nothing of traces or lessons. Put this component in views/, playground/ or lesson/.",
  },
  {
    folder: "components/views",
    may: ["components/ui", "protocol", "trace"],
    unitsAreStrangers: true,
    why: "a view is a pure projection of the trace, drawn: it imports trace/ and components/ui/ and no other view. What two views share is a projection (trace/) or a widget (components/ui/).",
  },
  {
    folder: "components",
    may: ["checks", "protocol", "trace"],
    why: "arrows run app → components → trace: components/ imports trace/, protocol/ and checks/, and is handed everything else by app/.",
  },
  {
    folder: "app",
    may: ["checks", "components", "content", "protocol", "trace"],
    why: "app/ is routes only: it puts content/ into components/. The page talks to lessons-server/ over its socket, in the words of protocol/.",
  },
  {
    folder: "e2e",
    may: ["protocol", "trace", "lessons-server/testing/cors-cases.ts"],
    why: "e2e/ drives the site from outside, as a learner does: it imports nothing of the site, only tables of cases that clients without a browser are held to as well.",
  },
];

/** Packages that only one folder may hold. */
export const keptPackages = [
  {
    name: "binaryen",
    folder: "lessons-server/engine",
    why: "binaryen is 10 MB and needed once, at build time, to meter the engine. Import what lessons-server/engine/ builds instead.",
  },
];

/** What a browser loads is written with the smaller of two forms of a package. */
const lighter = {
  specifier: "zod",
  folders: ["components", "protocol", "trace"],
  // The gateway's own, which reads every operation of every program: compiled schemas are worth their size there.
  except: ["protocol/runner.ts", "protocol/runner-engine.ts", "protocol/runner-lines.ts"],
  why: 'this is loaded with the page and by every client, and zod brings all that it can do. Write `import * as z from "zod/mini"`.',
};

/** Folders that nobody imports. */
const closed = [
  {
    folder: "lessons-server/guest",
    why: "the guest is bundled into the sandbox's snapshot by lessons-server/engine/ and never imported: its code runs without Node, on the far side of the wall.",
  },
];

const within = (file, folder) => file === folder || file.startsWith(`${folder}/`);
const folderOf = (file) =>
  arrows
    .filter((arrow) => within(file, arrow.folder))
    .toSorted((a, b) => b.folder.length - a.folder.length)[0];

const unitOf = (file, folder) => file.slice(folder.length + 1).split(/[./]/)[0];

/** What a specifier in `file` means: a path from the root of the tree, or the name of a package. */
function target(file, specifier) {
  if (specifier.startsWith("#")) return { path: specifier.slice(1) };
  if (specifier.startsWith("."))
    return { path: path.posix.join(path.posix.dirname(file), specifier) };
  const parts = specifier.split("/");
  return { package: specifier.startsWith("@") ? parts.slice(0, 2).join("/") : parts[0] };
}

function packageForbidden(file, specifier, { name, arrow }) {
  if (isHeavy(file, specifier)) return lighter.why;
  const kept = keptPackages.find((entry) => entry.name === name && !within(file, entry.folder));
  if (kept) return kept.why;
  if (arrow?.packages && !TEST.test(file) && !arrow.packages.includes(name)) return arrow.why;
  return undefined;
}

const isHeavy = (file, specifier) =>
  specifier === lighter.specifier &&
  lighter.folders.some((folder) => within(file, folder)) &&
  !lighter.except.includes(file) &&
  !TEST.test(file);

function pathForbidden({ file, to, arrow, typeOnly }) {
  const shut = closed.find((entry) => within(to, entry.folder) && !within(file, entry.folder));
  if (shut) return shut.why;
  if (!arrow) return undefined;
  if (within(to, arrow.folder)) {
    const strangers =
      arrow.unitsAreStrangers && unitOf(file, arrow.folder) !== unitOf(to, arrow.folder);
    return strangers ? arrow.why : undefined;
  }
  if (arrow.mayNot?.some((folder) => within(to, folder))) return arrow.why;
  const may = [
    ...arrow.may,
    ...(typeOnly ? (arrow.mayTypes ?? []) : []),
    ...(TEST.test(file) ? (arrow.testsMay ?? []) : []),
  ];
  return may.some((folder) => within(to, folder)) ? undefined : arrow.why;
}

/** Why `file` (a path from the root, with `/`) may not import `specifier`; undefined when it may. */
export function whyForbidden({ file, specifier, typeOnly = false }) {
  const arrow = folderOf(file);
  const to = target(file, specifier);
  const why = to.package
    ? packageForbidden(file, specifier, { name: to.package, arrow })
    : pathForbidden({ file, to: to.path, arrow, typeOnly });
  return why && `${file} may not import ${to.package ?? to.path}: ${why}`;
}
