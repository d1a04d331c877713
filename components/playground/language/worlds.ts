// The language service of a lesson. A server and a client live in different worlds, each with its own packages and
// globals; every file is seen as its own side sees it.
import { typescript } from "monaco-editor/languages/features/typescript/lib/typescriptServices";
import {
  type ExtraLibs,
  type Mirror,
  type Problem,
  TypeScriptWorker,
} from "monaco-editor/languages/features/typescript/tsWorker";
import { learnersProblems } from "./problems.ts";
import { clientFiles, ENTRIES, type Entries, LESSON, type Side } from "./sides.ts";

/** Declarations by path, such as `node_modules/socket.io/dist/index.d.ts`. */
export type Declarations = Readonly<Record<string, string>>;
export type FetchDeclarations = (side: Side) => Promise<Declarations>;

const LIBS: Readonly<Record<Side, readonly string[]>> = {
  server: ["lib.esnext.d.ts"],
  client: ["lib.esnext.d.ts", "lib.webworker.d.ts", "lib.webworker.iterable.d.ts"],
};

/** What a program is given without importing it, beyond what the packages declare. */
const GLOBALS: Readonly<Record<Side, string>> = {
  server: `
/** A copy that shares nothing with the value. */
declare function structuredClone<T>(value: T): T;
/** There is no network in the sandbox: a lesson's server is asked, it does not ask. This always fails. */
declare function fetch(address: string | URL, options?: object): Promise<never>;
`,
  client: `
/** Connects to your server. */
declare const io: typeof import("socket.io-client").io & typeof import("socket.io-client");
/** The name of the person who runs this program. */
declare const me: string;
/** Writes into the log beside the stage. */
declare function log(...values: unknown[]): void;
`,
};

const isTypeScript = (file: string): boolean => /\.[cm]?tsx?$/.test(file);

type Surroundings = {
  readonly side: Side;
  readonly mirror: Mirror;
  readonly declarations: Declarations;
  /** The learner's files of this side. */
  readonly files: () => readonly string[];
};

class World extends TypeScriptWorker {
  readonly #its: Surroundings;
  readonly #libs: readonly string[];

  constructor(its: Surroundings) {
    const { side, mirror, declarations } = its;
    const libs = Object.entries({ ...declarations, "globals.d.ts": GLOBALS[side] }).map(
      ([path, content]) => [`file:///${path}`, { content, version: 1 }] as const,
    );
    super(mirror, { compilerOptions: {}, extraLibs: Object.fromEntries(libs) });
    this.#its = its;
    this.#libs = libs.map(([path]) => path);
  }

  override getScriptFileNames(): string[] {
    return [...this.#its.files(), ...this.#libs];
  }

  override getCompilationSettings(): object {
    return {
      target: ESNEXT,
      module: ESNEXT,
      moduleResolution: BUNDLER,
      moduleDetection: EVERY_FILE_IS_A_MODULE,
      lib: LIBS[this.#its.side],
      types: [],
      allowJs: true,
      checkJs: true,
      allowNonTsExtensions: true,
      allowImportingTsExtensions: true,
      resolveJsonModule: true,
      esModuleInterop: true,
      skipLibCheck: true,
      noEmit: true,
      strict: this.#its.files().every(isTypeScript),
    };
  }

  override async getSemanticDiagnostics(file: string): Promise<readonly Problem[]> {
    const texts = this.#its.mirror.getMirrorModels().map((model) => model.getValue());
    return learnersProblems(await super.getSemanticDiagnostics(file), file, texts);
  }
}
const ESNEXT = 99;
const BUNDLER = 100;
const EVERY_FILE_IS_A_MODULE = 3;

type Ask = (file?: string, ...rest: readonly unknown[]) => unknown;

/** What Monaco asks, each question handed to the world of the file it is about; a world opens when it is first asked. */
export function openWorlds(
  mirror: Mirror,
  extraLibs: ExtraLibs,
  declared: FetchDeclarations,
): object {
  let entries = entriesIn(extraLibs);
  const opened = new Map<Side, Promise<World>>();

  const filesOf = (side: Side): readonly string[] => {
    const texts = new Map(
      mirror
        .getMirrorModels()
        .map((model) => [model.uri.toString(), model.getValue()] as const)
        .filter(([file]) => file.startsWith(LESSON)),
    );
    const ofClients = clientFiles(entries, { texts, importsOf });
    return [...texts.keys()].filter((file) => ofClients.has(file) === (side === "client"));
  };
  const worldOf = (file: string | undefined): Promise<World> => {
    const side = file !== undefined && filesOf("client").includes(file) ? "client" : "server";
    const world =
      opened.get(side) ??
      declared(side).then(
        (declarations) => new World({ side, mirror, declarations, files: () => filesOf(side) }),
      );
    opened.set(side, world);
    return world;
  };

  const questions = Object.getOwnPropertyNames(TypeScriptWorker.prototype);
  const ask = (question: string): Ask => {
    return async (file, ...rest) => {
      const world = (await worldOf(file)) as unknown as Readonly<Record<string, Ask>>;
      return world[question]?.(file, ...rest);
    };
  };
  return {
    ...Object.fromEntries(questions.map((question) => [question, ask(question)])),
    async updateExtraLibs(given: ExtraLibs) {
      entries = entriesIn(given);
    },
  };
}

function entriesIn(extraLibs: ExtraLibs): Entries {
  const { server, clients } = JSON.parse(
    extraLibs[ENTRIES]?.content ?? '{ "server": "", "clients": [] }',
  ) as Entries;
  return { server: `${LESSON}${server}`, clients: clients.map((file) => `${LESSON}${file}`) };
}

const importsOf = (text: string): readonly string[] =>
  typescript.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
