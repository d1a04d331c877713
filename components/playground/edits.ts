// The learner's edits of one lesson, as they are kept in the browser. Only files that differ from the start are kept.
// Read by hand: a schema would bring zod to everyone who only opens the page.

export type Files = Readonly<Record<string, string>>;

const VERSION = 1;

const keyOf = (slug: string) => `sockets-101:edits:${slug}`;

/** What differs from the start, by file. */
export function changed(start: Files, files: Files): Files {
  return Object.fromEntries(
    Object.entries(files).filter(
      ([name, text]) => Object.hasOwn(start, name) && text !== start[name],
    ),
  );
}

/** The edits kept for this lesson; none if there are none or they cannot be read any more. */
export function keptEdits(slug: string, start: Files, storage: Storage): Files {
  try {
    const kept: unknown = JSON.parse(storage.getItem(keyOf(slug)) ?? "null");
    return isKept(kept) ? changed(start, kept.files) : {};
  } catch {
    // Not JSON: as good as nothing kept, and the next edit writes over it.
    return {};
  }
}

function isKept(kept: unknown): kept is { readonly files: Files } {
  if (typeof kept !== "object" || kept === null) return false;
  if (!("version" in kept) || kept.version !== VERSION || !("files" in kept)) return false;
  const { files } = kept;
  return (
    typeof files === "object" &&
    files !== null &&
    Object.values(files).every((text) => typeof text === "string")
  );
}

/** Tells whether they could be kept: a browser may refuse, in private windows or when it is full. */
export function keepEdits(slug: string, edits: Files, storage: Storage): boolean {
  try {
    if (Object.keys(edits).length === 0) storage.removeItem(keyOf(slug));
    else storage.setItem(keyOf(slug), JSON.stringify({ version: VERSION, files: edits }));
    return true;
  } catch {
    return false;
  }
}
