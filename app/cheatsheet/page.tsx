import type { Metadata } from "next";
import { CheatSheet, LessonWorkbench } from "#components/lesson/later.tsx";
import prose from "#components/lesson/prose.module.css";
import { SiteHeader } from "#components/lesson/site-header.tsx";
import { REACHES } from "#content/cheatsheet/row.ts";
import { groups } from "#content/cheatsheet/rows.ts";
import { sheet } from "#content/cheatsheet/sheet.ts";
import { openLessons } from "#content/open-lesson.ts";
import { taughtIn } from "#content/taught.ts";

const TITLE = "Emit cheat sheet";

export const metadata: Metadata = {
  title: TITLE,
  description: "Every way to emit with Socket.IO: whom it reaches, why, and run before your eyes.",
};

export default async function CheatSheetPage() {
  const open = await openLessons();
  const taught = groups.map(({ title, lesson, rows }) => ({
    title,
    rows,
    taught: taughtIn(open, lesson, () => false),
  }));
  return (
    <>
      <SiteHeader place={{ title: TITLE }} />
      <main>
        <LessonWorkbench {...sheet} title={TITLE}>
          <div className={prose.prose}>
            <h1>{TITLE}</h1>
            <p>
              Alice, Bob and Carol are in <code>room1</code>, Carol and Dave in <code>room2</code>.
              Bob and Carol are connected to <code>/chat</code> too. Each row stands in Alice’s
              handler on the server: press one, and it is run on a real server with these four.
            </p>
            <CheatSheet groups={taught} reaches={REACHES} />
          </div>
        </LessonWorkbench>
      </main>
      <noscript>
        <style>{`[data-script]{display:none!important}`}</style>
      </noscript>
    </>
  );
}
