import { CourseList } from "#components/lesson/course-list.tsx";
import { RecordedPredict } from "#components/lesson/recorded-predict.tsx";
import { SiteHeader } from "#components/lesson/site-header.tsx";
import { course, lessonsInOrder, writtenLessons } from "#content/course.ts";
import { folderOf, recordedFigure } from "#content/load-figure.ts";
import { loadLesson } from "#content/load-lesson.ts";
import { deliveries } from "#trace/deliveries.ts";
import { sentence } from "#trace/sentence.ts";
import styles from "./page.module.css";

const FIRST = "who-receives-it";

export default async function HomePage() {
  return (
    <>
      <SiteHeader />
      <main className={styles.main}>
        <div className={styles.opening}>
          <div>
            <h1>See whom your server talks to, whom it leaves out, and why.</h1>
            <p className={styles.lede}>
              Sockets 101 is a course on HTTP, WebSocket and Socket.IO. You edit a real server and
              press Run. Alice, Bob, Carol and Dave, four real clients, connect to it, and every
              event between them can be paused, stepped back and explained.
            </p>
            <p className={styles.begin}>
              <a href={`/learn/${FIRST}`}>Begin: Who receives it?</a>
              <span>No account, nothing to install.</span>
            </p>
          </div>
          <Figure />
        </div>
        <section className={styles.course} aria-labelledby="course">
          <div className={styles.courseHead}>
            <h2 id="course">The course</h2>
            <p>
              <code>101 Switching Protocols</code> is the status line with which a server agrees to
              stop speaking HTTP. The course begins just before it. It is being written: of its{" "}
              {lessonsInOrder.length} lessons, {written(writtenLessons.length)} today.{" "}
              <a href={`/learn/${FIRST}`}>Take “Who receives it?”</a>, which needs none of the
              others.
            </p>
          </div>
          <CourseList heading="h3" parts={course} />
        </section>
        <Terminal />
      </main>
      <footer className={styles.footer}>Sockets 101 is free software under the MIT licence.</footer>
    </>
  );
}

const written = (count: number): string =>
  count === 1 ? "one can be taken" : `${count} can be taken`;

/** One line of the first lesson's server, and what a recorded run of it did. */
async function Figure() {
  const [trace, { files, scene }] = await Promise.all([
    recordedFigure(folderOf(FIRST), "broadcast"),
    loadLesson(FIRST),
  ]);
  const [delivery] = deliveries(trace);
  const { file = "", line = 0 } = delivery?.where ?? {};
  const code = files[file]?.split("\n")[line - 1]?.trim();
  if (!delivery || code === undefined) throw new Error("the first page's recording sends nothing");
  const people = scene.clients.flatMap(({ name }) => {
    const outcome = delivery.outcomes.find(({ client }) => client === name);
    if (!outcome) return [];
    const hasReceived = outcome.result.result === "handled";
    return [{ name, hasReceived, text: sentence(delivery, outcome) }];
  });
  return (
    <figure className={styles.figure}>
      <p className={styles.where}>
        {file}, line {line}, in the handler of Alice’s event
      </p>
      <code className={styles.line}>{code}</code>
      <RecordedPredict
        question={
          <>
            Alice says “hi”. Who will receive <code>said</code>?
          </>
        }
        people={people}
      />
      <figcaption>
        Recorded from a real run of the lesson “Who receives it?”. There, the run is yours.
      </figcaption>
    </figure>
  );
}

function Terminal() {
  return (
    <section className={styles.terminalPart}>
      <div>
        <h2>Or from the terminal</h2>
        <p>
          The same engine takes a Socket.IO server file, runs it where it can reach nothing of your
          machine, and prints what happens on every connection, in order. Point any Socket.IO client
          at <code>http://localhost:4000</code>.
        </p>
      </div>
      <pre className={styles.terminal} tabIndex={0}>
        <code>
          <span>$ </span>
          {"npm run sandbox -- \\\n    path/to/server.js --port 4000 --trace"}
        </code>
      </pre>
    </section>
  );
}
