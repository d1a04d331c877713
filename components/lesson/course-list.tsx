// The course as a list: what is written can be opened, what is not says so. Its links are plain ones: a lesson's parts
// take over what the server drew, so a lesson begins with its page.
import styles from "./course-list.module.css";

type Lesson = {
  readonly title: string;
  readonly about: string;
  readonly slug?: string;
};

type Props = {
  /** The heading of a part: one below the heading this list stands under. */
  readonly heading: "h2" | "h3";
  readonly parts: readonly { readonly title: string; readonly lessons: readonly Lesson[] }[];
};

export function CourseList({ heading: Heading, parts }: Props) {
  let number = 0;
  return (
    <div className={styles.parts}>
      {parts.map(({ title, lessons }) => (
        <section key={title}>
          <Heading>{title}</Heading>
          <ol start={number + 1}>
            {lessons.map((lesson) => {
              number++;
              return (
                <li key={lesson.title} data-written={lesson.slug !== undefined}>
                  <span className={styles.number} aria-hidden="true">
                    {number}
                  </span>
                  <div>
                    {lesson.slug === undefined ? (
                      <span className={styles.title}>{lesson.title}</span>
                    ) : (
                      <a href={`/learn/${lesson.slug}`} className={styles.title}>
                        {lesson.title}
                      </a>
                    )}
                    <p>{lesson.about}</p>
                  </div>
                </li>
              );
            })}
          </ol>
        </section>
      ))}
    </div>
  );
}
