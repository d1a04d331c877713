// `import.meta` of a program's modules, which QuickJS leaves empty: where the file is, as Node has it. The text keeps its
// lines and columns.
import { parse } from "es-module-lexer";

/** As long as `import.meta`, with the brackets of its call. */
const NAME = "_metaOf__";

/** The text of a module with its `import.meta` filled in. */
export function withImportMeta(text: string, file: string): string {
  const places = placesIn(text);
  if (places.length === 0) return text;
  let filled = "";
  let done = 0;
  for (const { start, end } of places) {
    filled += text.slice(done, start) + `${NAME}()`.padEnd(end - start);
    done = end;
  }
  const path = `/${file}`;
  const dirname = path.slice(0, path.lastIndexOf("/")) || "/";
  const meta = { url: `file://${encodeURI(path)}`, filename: path, dirname };
  const filler = `function ${NAME}() { return Object.assign(import.meta, ${JSON.stringify(meta)}); }`;
  return `${filled}${text.slice(done)}\n${filler}`;
}

function placesIn(text: string): readonly { readonly start: number; readonly end: number }[] {
  if (!text.includes("meta")) return [];
  try {
    return parse(text)[0].filter(({ type }) => type === "import-meta");
  } catch {
    // QuickJS will say what is wrong with the text.
    return [];
  }
}
