// The ways from a lesson to those beside it. Plain links, with `rel`: the keys that go there follow the first of each.
import styles from "./lesson-ways.module.css";

type Neighbour = { readonly slug: string; readonly number: number; readonly title: string };

type Props = {
  /** At the head there is room for numbers only. */
  readonly at: "head" | "end";
  readonly previous?: Neighbour;
  readonly next?: Neighbour;
};

export function LessonWays({ at, previous, next }: Props) {
  return (
    <nav className={styles[at]} aria-label={at === "head" ? "Other lessons" : "Where to go on"}>
      {previous && (
        <a href={`/learn/${previous.slug}`} rel="prev">
          <span className={styles.way}>Previous</span>
          <Name {...previous} />
        </a>
      )}
      {next ? (
        <a href={`/learn/${next.slug}`} rel="next">
          <span className={styles.way}>Next</span>
          <Name {...next} />
        </a>
      ) : (
        <a href="/learn" className={styles.last}>
          <span className={styles.way}>All lessons</span>
          <span className={styles.name}>The map of the course</span>
        </a>
      )}
    </nav>
  );
}

const Name = ({ number, title }: Neighbour) => (
  <span className={styles.name}>
    <span className={styles.number}>{number}</span> {title}
  </span>
);
