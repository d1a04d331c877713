import { openLessons } from "#content/open-lesson.ts";
import { searchIndex } from "#content/search-index.ts";

export const dynamic = "force-static";

/** What can be looked for, made as the site is built: the page asks for it with the first search. */
export async function GET() {
  return Response.json(searchIndex(await openLessons()));
}
