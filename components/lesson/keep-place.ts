// Which section of a lesson somebody reads, kept so that they can go on there.
import { keepProgress, progress } from "./kept-progress.ts";

/** The part of the window, from its top, in which a heading begins what is read. */
const READ = 0.45;

/** Follows the reader; returns the stop. */
export function keepPlace(slug: string): () => void {
  const headings = [...document.querySelectorAll<HTMLElement>("article h2[id]")];
  const observer = new IntersectionObserver(
    () => {
      // While another part of the page stands in its place, nothing is read.
      if (headings.every((heading) => heading.getClientRects().length === 0)) return;
      keep(slug, sectionAt(headings.map(topOf), READ * innerHeight));
    },
    { rootMargin: `0px 0px -${(1 - READ) * 100}% 0px` },
  );
  for (const heading of headings) observer.observe(heading);
  return () => observer.disconnect();
}

type Heading = { readonly id: string; readonly top: number };
const topOf = (heading: HTMLElement): Heading => ({
  id: heading.id,
  top: heading.getBoundingClientRect().top,
});

/** The last heading that is not below the line; empty before the first. */
export const sectionAt = (headings: readonly Heading[], line: number): string =>
  headings.findLast(({ top }) => top <= line)?.id ?? "";

function keep(slug: string, section: string): void {
  const now = progress();
  const was = now.places?.[slug];
  // Whoever has only looked at the top has not begun.
  if ((was ?? "") === section && now.last === slug) return;
  if (was === undefined && section === "") return;
  keepProgress({ ...now, places: { ...now.places, [slug]: section }, last: slug });
}
