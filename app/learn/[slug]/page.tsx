import type { Metadata } from "next";
import type { ComponentType, ReactNode } from "react";
import {
  Act,
  ByHand,
  EmitTable,
  Exercise,
  Feeds,
  LessonProgressOf,
  LessonReading,
  LessonWorkbench,
  Line,
  Predict,
  Task,
  TcpModel,
  Why,
} from "#components/lesson/later.tsx";
import { Contents } from "#components/lesson/contents.tsx";
import { Figure } from "#components/lesson/figure.tsx";
import { LessonWays } from "#components/lesson/lesson-ways.tsx";
import { Note } from "#components/lesson/note.tsx";
import prose from "#components/lesson/prose.module.css";
import { SectionHeading } from "#components/lesson/section-heading.tsx";
import { SiteHeader } from "#components/lesson/site-header.tsx";
import { StartingCode } from "#components/lesson/starting-code.tsx";
import { lessonsInOrder, neighboursOf, writtenLessons } from "#content/course.ts";
import type { LessonInWriting } from "#content/lesson-in-writing.ts";
import { type LoadedExercise, type LoadedLesson, toDoIn } from "#content/load-lesson.ts";
import { openLesson } from "#content/open-lesson.ts";

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
  return { place, ...(await openLesson(slug)) };
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { place, lesson } = await lessonAt(params);
  return { title: place.title, ...(lesson && { description: lesson.description }) };
}

export default async function LessonPage({ params }: Props) {
  const { place, lesson, fault } = await lessonAt(params);
  const { title, number, part, slug } = place;
  const faults = { slug, fault };
  const neighbours = neighboursOf(slug);
  return (
    <>
      <SiteHeader place={{ part, title }} lesson={{ number, of: lessonsInOrder.length }} />
      <main>
        {lesson ? (
          <LessonWorkbench {...toWorkbench(lesson)} title={title}>
            <LessonProgressOf slug={slug}>
              <div className={prose.prose}>
                <LessonWays at="head" {...neighbours} />
                <p className={prose.eyebrow}>
                  Lesson {number} · {lesson.minutes} minutes
                </p>
                <h1>{title}</h1>
                <Contents sections={lesson.outline.sections.slice(1)} />
                <Faults {...faults}>
                  <lesson.Content components={componentsOf(lesson)} />
                </Faults>
                <LessonReading {...toDoIn(lesson)} />
                <LessonWays at="end" {...neighbours} />
              </div>
            </LessonProgressOf>
          </LessonWorkbench>
        ) : (
          <Faults {...faults} />
        )}
      </main>
    </>
  );
}

/** What is wrong with a lesson that is being written. Imported behind the condition, so that no learner loads it. */
async function Faults({ slug, fault, children }: FaultsProps) {
  if (process.env.NODE_ENV !== "development") return children;
  const { ProseFaults } = await import("#components/authoring/prose-faults.tsx");
  return (
    <ProseFaults file={`content/${slug}/lesson.mdx`} fault={fault}>
      {children}
    </ProseFaults>
  );
}
type FaultsProps = Pick<LessonInWriting, "fault"> & {
  readonly slug: string;
  readonly children?: ReactNode;
};

const toWorkbench = ({ slug, files, entry, scene, exercises }: LoadedLesson) => ({
  slug,
  files,
  entry,
  scene,
  exercises: exercises.map(toBench),
});

/** What the bench needs of an exercise; its words stay in the prose. */
const toBench = ({ slug, title, file, starter, check }: LoadedExercise) => ({
  slug,
  title,
  file,
  starter,
  check,
});

type FigureIn = {
  readonly trace: string;
  readonly title: string;
  readonly at?: number;
  readonly children: ReactNode;
};

/** What the prose of this lesson may name. */
function componentsOf({
  slug: lesson,
  exercises,
  figures,
}: LoadedLesson): Readonly<Record<string, ComponentType<never>>> {
  return {
    Act,
    ByHand,
    EmitTable,
    Feeds,
    Line,
    Note,
    Predict,
    Task,
    TcpModel,
    Why,
    h2: SectionHeading,
    Figure({ trace, ...props }: FigureIn) {
      const { recording, scene } = figures[trace] ?? {};
      if (!recording || !scene)
        throw new Error(`content/${lesson}/lesson.mdx: there is no figure ${trace}`);
      return <Figure recording={recording} scene={scene} {...props} />;
    },
    Exercise({ slug }: { readonly slug: string }) {
      const exercise = exercises.find((one) => one.slug === slug);
      if (!exercise)
        throw new Error(`content/${lesson}/lesson.mdx: there is no folder exercises/${slug}/`);
      const { title, starter, Task: Words, Why: Reason } = exercise;
      const why = <Reason components={{}} />;
      return (
        <Exercise slug={slug} title={title} starter={<StartingCode files={starter} />} why={why}>
          <Words components={{}} />
        </Exercise>
      );
    },
  };
}
