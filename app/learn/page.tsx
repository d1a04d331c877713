import type { Metadata } from "next";
import { CourseMap, type MapLesson } from "#components/lesson/course-map.tsx";
import { GoOn } from "#components/lesson/go-on.tsx";
import { ProgressTools } from "#components/lesson/progress-tools.tsx";
import { SiteHeader } from "#components/lesson/site-header.tsx";
import { lessonsInOrder, writtenLessons } from "#content/course.ts";
import { type LoadedLesson, toDoIn } from "#content/load-lesson.ts";
import { openLessons } from "#content/open-lesson.ts";
import styles from "./page.module.css";

export const metadata: Metadata = {
  title: "The course",
  description: "Twenty-two lessons on HTTP, WebSocket and Socket.IO, in order.",
};

export default async function CoursePage() {
  const open = await openLessons();
  const lessons = lessonsInOrder.map((place): MapLesson => {
    const opened = open.find(({ number }) => number === place.number);
    return { ...place, ...(opened && { written: whatIsIn(opened.lesson) }) };
  });
  const places = open.map(({ slug, title, lesson }) => ({
    slug,
    title,
    sections: lesson.outline.sections.map(({ id, title }) => ({ id, title })),
  }));
  // What builds on a lesson that is not written yet is no beginning.
  const beginning = writtenLessons.find(({ buildsOn }) => buildsOn.length === 0);
  const first = places.find(({ slug }) => slug === beginning?.slug);
  return (
    <>
      <SiteHeader place={{ title: "The course" }} />
      <main className={styles.main}>
        <h1>The course</h1>
        <p>
          From the first byte that a browser sends to a chat that holds. Lessons that are links can
          be taken today, in any order; each says what it builds on. Beside them stand the{" "}
          <a href="/cheatsheet">emit cheat sheet</a> and the <a href="/api">index of the API</a>.
        </p>
        {first && <GoOn lessons={places} first={first} />}
        <CourseMap lessons={lessons} />
        <ProgressTools />
      </main>
    </>
  );
}

const whatIsIn = (lesson: LoadedLesson) => ({ ...toDoIn(lesson), minutes: lesson.minutes });
