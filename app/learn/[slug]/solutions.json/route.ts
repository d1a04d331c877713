import { writtenLessons } from "#content/course.ts";
import { openLesson } from "#content/open-lesson.ts";

export const dynamic = "force-static";
export const dynamicParams = false;

export function generateStaticParams() {
  return writtenLessons.map(({ slug }) => ({ slug }));
}

type Asked = { readonly params: Promise<{ readonly slug: string }> };

/** An answer to each exercise of a lesson, by its slug, and the file it is of. Asked for by whoever wants to see one. */
export async function GET(_request: Request, { params }: Asked) {
  const { slug } = await params;
  const { lesson } = await openLesson(slug);
  const solutions = (lesson?.exercises ?? []).map(({ slug: exercise, file, solution }) => [
    exercise,
    { file, text: solution },
  ]);
  return Response.json(Object.fromEntries(solutions));
}
