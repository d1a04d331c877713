import type { Metadata } from "next";
import { ApiList } from "#components/lesson/api-list.tsx";
import { SiteHeader } from "#components/lesson/site-header.tsx";
import { apiEntries } from "#content/api-entries.ts";
import { openLessons } from "#content/open-lesson.ts";
import styles from "./page.module.css";

export const metadata: Metadata = {
  title: "Index of the API",
  description: "Every member of Socket.IO 4.8, server and client, in one line each.",
};

export default async function ApiPage() {
  const groups = apiEntries(await openLessons());
  return (
    <>
      <SiteHeader place={{ title: "Index of the API" }} />
      <main className={styles.main}>
        <h1>Index of the API</h1>
        <p>
          Every member of Socket.IO 4.8, on the server and in the client: what it does, the lesson
          that teaches it, and a line of code to take away.
        </p>
        <ApiList groups={groups} />
      </main>
      <noscript>
        <style>{`[data-copy]{display:none!important}`}</style>
      </noscript>
    </>
  );
}
