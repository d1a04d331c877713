import type { Metadata } from "next";
import type { ComponentType } from "react";
import {
  Act,
  EmitTable,
  Exercise,
  LessonProgressOf,
  LessonWorkbench,
  Line,
  Predict,
  Task,
} from "#components/lesson/later.tsx";
import { Note } from "#components/lesson/note.tsx";
import prose from "#components/lesson/prose.module.css";
import { SiteHeader } from "#components/lesson/site-header.tsx";
import { StartingCode } from "#components/lesson/starting-code.tsx";
import { lessonsInOrder, writtenLessons } from "#content/course.ts";
import { type LoadedExercise, type LoadedLesson, loadLesson } from "#content/load-lesson.ts";

type Props = { readonly params: Promise<{ readonly slug: string }> };

export const dynamicParams = false;

export function generateStaticParams() {
  return writtenLessons.map(({ slug }) => ({ slug }));
}

/** The lesson of this address, with its place in the course. */
async function lessonAt(params: Props["params"]) {
  const { slug } = await params;
  const place = writtenLessons.find((lesson) => lesson.slug === slug);
  if (!place) throw new Error(`content/course.ts has no lesson in ${slug}/`);
  return { place, lesson: await loadLesson(slug) };
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { place, lesson } = await lessonAt(params);
  return { title: place.title, description: lesson.description };
}

export default async function LessonPage({ params }: Props) {
  const { place, lesson } = await lessonAt(params);
  const { slug, files, entry, scene, exercises, minutes, Content } = lesson;
  const { title, number, part } = place;
  return (
    <>
      <SiteHeader place={{ part, title }} lesson={{ number, of: lessonsInOrder.length }} />
      <main>
        <LessonWorkbench
          slug={slug}
          title={title}
          files={files}
          entry={entry}
          scene={scene}
          exercises={exercises.map(toBench)}
        >
          <LessonProgressOf slug={slug}>
            <div className={prose.prose}>
              <p className={prose.eyebrow}>
                Lesson {number} · {minutes} minutes
              </p>
              <h1>{title}</h1>
              <Content components={componentsOf(lesson)} />
            </div>
          </LessonProgressOf>
        </LessonWorkbench>
      </main>
    </>
  );
}

/** What the bench needs of an exercise; its words stay in the prose. */
const toBench = ({ slug, title, starter, check }: LoadedExercise) => ({
  slug,
  title,
  starter,
  check,
});

/** What the prose of this lesson may name. */
function componentsOf({
  slug: lesson,
  exercises,
}: LoadedLesson): Readonly<Record<string, ComponentType<never>>> {
  return {
    Act,
    EmitTable,
    Line,
    Note,
    Predict,
    Task,
    Exercise({ slug }: { readonly slug: string }) {
      const exercise = exercises.find((one) => one.slug === slug);
      if (!exercise)
        throw new Error(`content/${lesson}/lesson.mdx: there is no folder exercises/${slug}/`);
      const { title, starter, Task: Words } = exercise;
      return (
        <Exercise slug={slug} title={title} starter={<StartingCode files={starter} />}>
          <Words components={{}} />
        </Exercise>
      );
    },
  };
}
