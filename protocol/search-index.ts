// What can be looked for on the site, as the page gets it with the first search.
import * as z from "zod/mini";

/** Where the page asks for it. */
export const SEARCH_INDEX_PATH = "/search.json";

export const SearchEntry = z.object({
  kind: z.enum(["page", "lesson", "section", "api", "misconception", "error"]),
  title: z.string(),
  /** One line about it. */
  says: z.string(),
  /** What is found but not shown: the words of a section. */
  words: z.optional(z.string()),
  /** What is found but not shown either: what people write who look for it. */
  also: z.optional(z.array(z.string())),
  href: z.string(),
  /** Where that is, in words. */
  where: z.string(),
});
export const SearchIndex = z.array(SearchEntry);

export type SearchEntry = z.infer<typeof SearchEntry>;
