// The solutions of a lesson's exercises, fetched when somebody asks to see one, and once.
import * as z from "zod/mini";

const Solution = z.object({ file: z.string(), text: z.string() });
const Solutions = z.record(z.string(), Solution);

export type Solution = Readonly<z.infer<typeof Solution>>;

const read = new Map<string, Promise<Readonly<Record<string, Solution>>>>();

/** By the slugs of a lesson's exercises. Rejects when they could not be fetched; then the next try fetches again. */
export function readSolutions(lesson: string): Promise<Readonly<Record<string, Solution>>> {
  const known = read.get(lesson);
  if (known) return known;
  const coming = fetch(`/learn/${lesson}/solutions.json`)
    .then((answer) => {
      if (!answer.ok) throw new Error(`the solutions were answered with ${answer.status}`);
      return answer.json();
    })
    .then((json) => Solutions.parse(json));
  read.set(lesson, coming);
  coming.catch(() => read.delete(lesson));
  return coming;
}
