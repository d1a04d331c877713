// The bar on top of every page: where one is, how far the course is written, and the theme.
import Link from "next/link";
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
      <Link href="/" className={styles.brand} aria-label="Sockets 101">
        <span className={styles.badge} aria-hidden="true">
          101
        </span>
        <span className={styles.name}>Sockets 101</span>
      </Link>
      {place && (
        <p className={styles.place}>
          {place.part && (
            <>
              <Link href="/learn">{place.part}</Link> <span aria-hidden="true">/</span>{" "}
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
      {!place && (
        <nav className={styles.nav}>
          <Link href="/learn">The course</Link>
        </nav>
      )}
      <ThemeToggle />
    </header>
  );
}
