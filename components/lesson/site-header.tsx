// The bar on top of every page: where one is, how far the course is written, and the theme. Its links are plain ones:
// the router's would be code on every page.
import { SearchButton } from "#components/search/search-button.tsx";
import { ThemeToggle } from "#components/ui/theme-toggle.tsx";
import styles from "./site-header.module.css";

type Props = {
  /** Where one is; absent on the first page. */
  readonly place?: { readonly part?: string; readonly title: string };
  /** The place of a lesson among all. */
  readonly lesson?: { readonly number: number; readonly of: number };
};

export function SiteHeader({ place, lesson }: Props) {
  return (
    <header className={styles.header}>
      <a href="/" className={styles.brand} aria-label="Sockets 101">
        <span className={styles.badge} aria-hidden="true">
          101
        </span>
        <span className={styles.name}>Sockets 101</span>
      </a>
      {place && (
        <p className={styles.place}>
          {place.part && (
            <>
              <a href="/learn">{place.part}</a> <span aria-hidden="true">/</span>{" "}
            </>
          )}
          <span className={styles.title}>
            {lesson && `${lesson.number}. `}
            {place.title}
          </span>
        </p>
      )}
      <span className={styles.space} />
      {lesson && (
        <p className={styles.progress}>
          <span aria-hidden="true">
            {Array.from({ length: lesson.of }, (_, index) => (
              <i key={index} data-here={index + 1 === lesson.number} />
            ))}
          </span>
          {lesson.number} of {lesson.of}
        </p>
      )}
      {!lesson && (
        <nav className={styles.nav} aria-label="Site">
          <a href="/learn">The course</a>
          <a href="/cheatsheet">Cheat sheet</a>
          <a href="/api">API</a>
        </nav>
      )}
      <SearchButton />
      <ThemeToggle />
      <noscript>
        <style>{`header [aria-keyshortcuts]{display:none!important}`}</style>
      </noscript>
    </header>
  );
}
