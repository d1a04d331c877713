// For tests: the language service of the editor as it answers in the page, without the page.
import path from "node:path";
import { ENTRIES, LESSON } from "../components/playground/language/sides.ts";
import { openWorlds } from "../components/playground/language/worlds.ts";
import { declarations, worlds } from "./gen-types.mjs";

const root = path.resolve(import.meta.dirname, "..");
type Said = { readonly messageText: string | { readonly messageText: string } };
type Service = {
  readonly updateExtraLibs: (libs: Readonly<Record<string, object>>) => Promise<void>;
  readonly getSyntacticDiagnostics: (file: string) => Promise<readonly Said[]>;
  readonly getSemanticDiagnostics: (file: string) => Promise<readonly Said[]>;
  readonly getCompletionsAtPosition: (
    file: string,
    at: number,
  ) => Promise<{ readonly entries: readonly { readonly name: string }[] } | undefined>;
};
type Files = Readonly<Record<string, string>>;

// One service for all the tests, as a page has one for all its files: it reads the packages once.
let models: { uri: { toString: () => string }; version: number; getValue: () => string }[] = [];
let version = 0;
const put = (files: Files) => {
  version += 1;
  models = Object.entries(files).map(([name, text]) => ({
    uri: { toString: () => LESSON + name },
    version,
    getValue: () => text,
  }));
};
const service = openWorlds({ getMirrorModels: () => models }, {}, async (side) =>
  declarations(root, worlds[side]),
) as Service;

/** The learner's files in the editor. The server runs server.ts or server.js; clients run client.js and client.ts. */
export async function editing(files: Files) {
  const entries = {
    server: "server.ts" in files ? "server.ts" : "server.js",
    clients: ["client.js", "client.ts"],
  };
  await service.updateExtraLibs({ [ENTRIES]: { content: JSON.stringify(entries) } });
  put(files);
  return {
    problems: async (name: string) =>
      [
        ...(await service.getSyntacticDiagnostics(LESSON + name)),
        ...(await service.getSemanticDiagnostics(LESSON + name)),
      ].map(({ messageText: said }) => (typeof said === "string" ? said : said.messageText)),
    /** What is offered where the file has a `|`. */
    offered: async (name: string, text: string) => {
      const at = text.indexOf("|");
      put({ ...files, [name]: text.replace("|", "") });
      const found = await service.getCompletionsAtPosition(LESSON + name, at);
      return (found?.entries ?? []).map(({ name: entry }) => entry);
    },
  };
}
