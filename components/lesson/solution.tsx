// An answer to an exercise beside the learner's own code: where they differ, each place to be taken by itself, or all of
// it. What was taken can be given back. Comes when somebody asks for it.
import { useEffect, useId, useRef, useState } from "react";
import { DiffLines } from "#components/playground/comparison.tsx";
import { Button } from "#components/ui/button.tsx";
import { hunksOf, taken } from "./hunks.ts";
import { readSolutions, type Solution as Answer } from "./read-solutions.ts";
import styles from "./solution.module.css";

type Props = {
  readonly lesson: string;
  readonly slug: string;
  /** The learner's files as they are. */
  readonly files: Readonly<Record<string, string>>;
  readonly edit: (file: string, text: string) => void;
};

export function Solution({ lesson, slug, ...own }: Props) {
  const [answer, setAnswer] = useState<Answer | "away">();
  useEffect(() => {
    let isOver = false;
    readSolutions(lesson).then(
      (solutions) => isOver || setAnswer(solutions[slug] ?? "away"),
      () => isOver || setAnswer("away"),
    );
    return () => {
      isOver = true;
    };
  }, [lesson, slug]);
  if (answer === undefined) return <p role="status">The solution is coming …</p>;
  if (answer === "away")
    return <p role="status">The solution could not be fetched. Load the page again to try anew.</p>;
  return <Difference {...own} answer={answer} />;
}

/** The learner’s text before and after something was taken. */
type Take = { readonly before: string; readonly after: string };
type DifferenceProps = Pick<Props, "files" | "edit"> & { readonly answer: Answer };

function Difference({ files, edit, answer: { file, text } }: DifferenceProps) {
  const own = files[file] ?? "";
  const title = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  const [takes, setTakes] = useState<readonly Take[]>([]);
  const hunks = hunksOf(own, text);
  const last = takes.at(-1);
  // Whoever has written on since would lose that.
  const back = last?.after === own ? last.before : undefined;
  const put = (next: string, after: readonly Take[]) => {
    setTakes(after);
    edit(file, next);
    // What was pressed goes with its place.
    heading.current?.focus();
  };
  const take = (next: string) => put(next, [...takes, { before: own, after: next }]);
  return (
    <section className={styles.solution} aria-labelledby={title}>
      <h4 id={title} ref={heading} tabIndex={-1}>
        {hunks.length === 0 ? "Your code is the solution’s" : `One solution beside your ${file}`}
      </h4>
      <p role="status">
        {hunks.length === 0
          ? "There is no difference left. Run the check."
          : `${hunks.length === 1 ? "They differ in 1 place" : `They differ in ${hunks.length} places`}. Others may be right as well: the check looks at what your server does.`}
      </p>
      <ol>
        {hunks.map((hunk, i) => (
          <li key={`${hunk.from} ${hunk.lines.length}`}>
            <div className={styles.head}>
              <span>Line {hunk.from}</span>
              <Button
                look="small"
                aria-label={`Take this: place ${i + 1}, line ${hunk.from}`}
                onClick={() => take(taken(own, hunk))}
              >
                Take this
              </Button>
            </div>
            <DiffLines label={`Place ${i + 1}`} lines={hunk.lines} />
          </li>
        ))}
      </ol>
      <div className={styles.all}>
        {hunks.length > 1 && <Button onClick={() => take(text)}>Take all</Button>}
        {back !== undefined && <Button onClick={() => put(back, takes.slice(0, -1))}>Undo</Button>}
      </div>
    </section>
  );
}
