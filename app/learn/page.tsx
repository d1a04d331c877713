import type { Metadata } from "next";
import { CourseList } from "#components/lesson/course-list.tsx";
import { SiteHeader } from "#components/lesson/site-header.tsx";
import { course } from "#content/course.ts";
import styles from "./page.module.css";

export const metadata: Metadata = {
  title: "The course",
  description: "Twenty-two lessons on HTTP, WebSocket and Socket.IO, in order.",
};

export default function CoursePage() {
  return (
    <>
      <SiteHeader place={{ title: "The course" }} />
      <main className={styles.main}>
        <h1>The course</h1>
        <p>
          From the first byte that a browser sends to a chat that holds. Most lessons are still
          being written. Those that are links can be taken today, in any order.
        </p>
        <CourseList heading="h2" parts={course} />
      </main>
    </>
  );
}
