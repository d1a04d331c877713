// Which of a lesson's files run on the server and which in a client: what a file may know depends on it.

export type Side = "server" | "client";

/** Where the editor has the learner's files, and where the page tells its language service how each side begins. */
export const LESSON = "file:///lesson/";
export const ENTRIES = "file:///entries.json";

/** Where each side begins. Files are named as the learner sees them. */
export type Entries = { readonly server: string; readonly clients: readonly string[] };

type Program = {
  /** The texts by address; addresses are URLs. */
  readonly texts: ReadonlyMap<string, string>;
  /** What a text imports, as it is written there. */
  readonly importsOf: (text: string) => readonly string[];
};

/** The files that only clients reach. What both reach, or nobody, is the server's. */
export function clientFiles(
  { server, clients }: Entries,
  { texts, importsOf }: Program,
): ReadonlySet<string> {
  const ofServer = reach([server]);
  return new Set([...reach(clients)].filter((file) => !ofServer.has(file)));

  function reach(from: readonly string[]): ReadonlySet<string> {
    const reached = new Set<string>();
    const visit = (file: string) => {
      if (reached.has(file)) return;
      reached.add(file);
      for (const name of importsOf(texts.get(file) ?? "")) {
        const found = candidates(name, file).find((one) => texts.has(one));
        if (found !== undefined) visit(found);
      }
    };
    for (const file of from) visit(file);
    return reached;
  }
}

/** Where a program's own import may lead. A package's name leads to none of its files. */
function candidates(name: string, from: string): readonly string[] {
  if (!/^\.{0,2}\//.test(name)) return [];
  const { href } = new URL(name, from);
  return [href, href.replace(/\.js$/, ".ts"), `${href}.js`, `${href}.ts`, `${href}/index.js`];
}
