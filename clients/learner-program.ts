// Runs a client's program as a page would: its files in the order in which they need each other, each once, and what
// they throw told with the learner's own places. What a module imports is looked up in the other file at every use.
import { CLIENT_PACKAGE, type ClientFile, STAND_IN } from "#protocol/client-code.ts";

export type LearnerProgram = {
  /** Runs it; resolves when its first file has come to its end. Rejects with what it throws. */
  readonly run: () => Promise<void>;
  /** The lines of a stack that lie in the learner's files, with columns as the learner counts them. */
  readonly stack: (error: Error) => string;
  /** Where its code is right now, as `client.js:3:5`; undefined when none of it is running. */
  readonly place: () => string | undefined;
};

type World = {
  /** What every file has as its parameters. */
  readonly names: Readonly<Record<string, unknown>>;
  /** socket.io-client, as `require` gives it. */
  readonly library: object;
  /** The address of the page it believes to be on. */
  readonly page: string;
};

type Space = Readonly<Record<string, unknown>>;

/** Makes a program of its files, the first of which is the one to run. */
export function learnerProgram(given: readonly ClientFile[], world: World): LearnerProgram {
  const files = new Map(given.map((file) => [file.file, file]));
  /** What each module exports, from the moment it is begun. */
  const spaces = new Map<string, Space>([[CLIENT_PACKAGE, spaceOf(world.library)]]);
  /** What each script and each JSON file has for whoever requires it. */
  const values = new Map<string, { exports: unknown }>();
  const mayGoOn = new Map<string, () => void>();
  const began = new Map<string, Promise<void>>();
  const ran = new Map<string, Promise<void>>();

  const parameters = (file: ClientFile): Readonly<Record<string, unknown>> => ({
    ...world.names,
    [STAND_IN.of]: (target: string) => spaces.get(target) ?? spaceOf(values.get(target)?.exports),
    [STAND_IN.own]: (space: Space) => {
      spaces.set(file.file, Object.freeze(space));
      return new Promise<void>((resolve) => mayGoOn.set(file.file, resolve));
    },
    [STAND_IN.load]: async (name: unknown) => load(found(file, name)),
    [STAND_IN.meta]: Object.freeze({ url: new URL(file.file, world.page).href }),
  });
  const header = `(function (${Object.keys(parameters(given[0] as ClientFile)).join(", ")}) { return `;

  /** Characters of ours before the first line of each file. */
  const ahead = new Map(given.map(({ file, head }) => [file, header.length + head]));

  function evaluated(file: ClientFile): (...args: unknown[]) => unknown {
    // Indirect eval: the code sees the globals of its worker and its parameters, and none of ours.
    // oxlint-disable-next-line no-eval -- running a learner's code is what a client's worker is for
    const made = globalThis.eval(`${header}${file.text}\n})\n//# sourceURL=${file.file}`) as (
      ...values: readonly unknown[]
    ) => (...args: unknown[]) => unknown;
    return made(...Object.values(parameters(file)));
  }

  /** A module begun has told what it exports, and waits: files that need each other in a circle then find it. */
  function begin(file: ClientFile): void {
    const whole = evaluated(file)() as Promise<void>;
    // Whoever runs it hears of it.
    whole.catch(() => undefined);
    began.set(file.file, whole);
  }

  async function load(target: string): Promise<Space> {
    for (const file of inOrder(target)) await run(file);
    return spaces.get(target) ?? spaceOf(values.get(target)?.exports);
  }

  function inOrder(target: string, seen = new Set<string>()): ClientFile[] {
    const file = files.get(target);
    if (file === undefined || seen.has(target)) return [];
    seen.add(target);
    return [...file.after.flatMap((next) => inOrder(next, seen)), file];
  }

  function run(file: ClientFile): Promise<void> {
    const running = ran.get(file.file) ?? start(file);
    ran.set(file.file, running);
    return running;
  }

  async function start(file: ClientFile): Promise<void> {
    mayGoOn.get(file.file)?.();
    await (file.kind === "module" ? began.get(file.file) : runPlain(file));
  }

  /** Runs a script or reads JSON, unless that was done before: whoever requires it in a circle has what there is so far. */
  function runPlain(file: ClientFile): unknown {
    if (values.has(file.file)) return undefined;
    const module = { exports: {} as unknown };
    values.set(file.file, module);
    try {
      if (file.kind === "script")
        return evaluated(file)(module.exports, (name: unknown) => required(file, name), module);
      module.exports = parsed(file);
      return undefined;
    } catch (error) {
      values.delete(file.file);
      throw error;
    }
  }

  function required(from: ClientFile, name: unknown): unknown {
    const target = found(from, name);
    const file = files.get(target);
    if (file === undefined) return world.library;
    if (file.kind === "module") throw new Error(isModule(String(name)));
    void runPlain(file);
    return values.get(target)?.exports;
  }

  return {
    async run() {
      for (const file of given) if (file.kind === "module") begin(file);
      await load(given[0]?.file ?? "");
    },
    stack: (error) =>
      [`${error.name}: ${error.message}`, ...ownLines(error.stack ?? "", ahead)].join("\n"),
    place: () => {
      const [line = ""] = ownLines(new Error().stack ?? "", ahead);
      return /[^\s()]+:\d+:\d+/.exec(line)?.[0];
    },
  };
}

function parsed({ file, text }: ClientFile): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new SyntaxError(`${file}: ${(cause as Error).message}`, { cause });
  }
}

/** What `import` finds in a file that is no module, or in the package. */
function spaceOf(value: unknown): Space {
  const named = typeof value === "object" || typeof value === "function" ? value : {};
  return Object.freeze({ ...named, default: value });
}

/** Where a name leads in this file. @throws when it leads nowhere, in words that say what is there. */
function found({ file, finds }: ClientFile, given: unknown): string {
  const name = String(given);
  const lead = Object.hasOwn(finds, name) ? finds[name] : undefined;
  if (lead && "at" in lead) return lead.at;
  throw new Error(lead?.why ?? `Cannot find '${name}' imported from ${file}: ${QUOTED}`);
}

const QUOTED = "a client finds only what is written out in quotes where it is loaded.";
const isModule = (name: string): string =>
  `${name} has \`import\` or \`export\` in it, so it cannot be required. Write: import … from "${name}"`;

/** `at name (client.js:3:9)`, or as some browsers have it, `name@client.js:3:9`. */
const PLACE = /^(?:at )?(.*?)([^\s()@]+):(\d+):(\d+)\)?$/;

/** @param first how many characters we have put before the first line of each of the learner's files */
function ownLines(stack: string, first: ReadonlyMap<string, number>): readonly string[] {
  return stack.split("\n").flatMap((line) => {
    const [, caller = "", file = "", row, column] = PLACE.exec(line.trim()) ?? [];
    const before = first.get(file);
    if (before === undefined) return [];
    const place = `${file}:${row}:${Number(column) - (row === "1" ? before : 0)}`;
    const name = caller.replace(/[@(]$/, "").trim();
    return [name === "" ? `    at ${place}` : `    at ${name} (${place})`];
  });
}
