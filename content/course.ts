// The course: its parts, and its lessons in order. A lesson with a slug is written, in the folder of that name.

export type CourseLesson = {
  readonly title: string;
  /** What it is about, in a line. */
  readonly about: string;
  /** The folder it is in; absent until it is written. */
  readonly slug?: string;
};

export type CoursePart = { readonly title: string; readonly lessons: readonly CourseLesson[] };

export const course: readonly CoursePart[] = [
  {
    title: "What is on the wire",
    lessons: [
      {
        title: "Who may speak first?",
        about: "TCP, HTTP, and three ways to push",
        slug: "who-may-speak-first",
      },
      { title: "The upgrade", about: "From HTTP to WebSocket frames", slug: "the-upgrade" },
      { title: "Engine.IO", about: "The session under every socket", slug: "engine-io" },
    ],
  },
  {
    title: "One server, one client",
    lessons: [
      {
        title: "First server, first client",
        about: "Ports, origins, and what runs when",
        slug: "first-server",
      },
      {
        title: "Events in both directions",
        about: "emit, on, and what JSON loses",
        slug: "events",
      },
      {
        title: "Acknowledgements",
        about: "Answers, timeouts, and the callback that is not there",
        slug: "acknowledgements",
      },
      {
        title: "io, namespace, socket",
        about: "Four objects and what each of them knows",
        slug: "four-objects",
      },
    ],
  },
  {
    title: "One server, many clients",
    lessons: [
      {
        title: "Who receives it?",
        about: "Every form of emit, and whom it leaves out",
        slug: "who-receives-it",
      },
      { title: "Rooms", about: "Join, leave, and what only the server knows", slug: "rooms" },
      {
        title: "People, groups, controllers",
        about: "User rooms, direct messages, emit from REST",
        slug: "people-and-groups",
      },
      {
        title: "Authentication",
        about: "Middleware, tokens, and who somebody says they are",
        slug: "authentication",
      },
    ],
  },
  {
    title: "When the network is not kind",
    lessons: [
      { title: "Life of a connection", about: "Heartbeats, reasons, reconnection" },
      { title: "State after a reconnection", about: "Joining again, and recovery" },
      { title: "Will it arrive?", about: "Delivery guarantees, retries, optimistic pages" },
      { title: "Presence and typing", about: "Who is here, counted per person" },
    ],
  },
  {
    title: "In the real world",
    lessons: [
      { title: "Namespaces", about: "Several worlds on one connection" },
      { title: "In React", about: "Effects, strict mode, and one socket" },
      { title: "Binary and size", about: "Attachments, limits, compression" },
      { title: "Wire workshop", about: "Speaking the protocol by hand" },
      { title: "Scaling out", about: "Sticky sessions, adapters, proxies" },
      { title: "Debugging and security", about: "What goes wrong, and what must not" },
      { title: "A team chat", about: "Invite-only rooms, from nothing to done" },
    ],
  },
];

/** What each lesson takes for granted, by the numbers of those that teach it. */
const buildsOn: Readonly<Record<number, readonly number[]>> = {
  2: [1],
  3: [2],
  4: [1],
  6: [5],
  7: [4, 5],
  9: [8],
  10: [7, 9],
  11: [4, 6],
  12: [3, 5],
  13: [9, 12],
  14: [6, 12],
  15: [10, 12],
  16: [7, 9],
  17: [5, 12],
  18: [5],
  19: [2, 3, 16],
  20: [3, 9],
  21: [6, 11, 12],
  22: [10, 11, 13, 14, 15, 20],
};

/** A lesson in its place. `number` counts through all parts, from 1; `buildsOn` has the numbers of others, all smaller. */
export type PlacedLesson = CourseLesson & {
  readonly number: number;
  readonly part: string;
  readonly buildsOn: readonly number[];
};

export const lessonsInOrder: readonly PlacedLesson[] = course
  .flatMap(({ title, lessons }) => lessons.map((lesson) => ({ ...lesson, part: title })))
  .map((lesson, index) => ({
    ...lesson,
    number: index + 1,
    buildsOn: buildsOn[index + 1] ?? [],
  }));

export type WrittenLesson = PlacedLesson & { readonly slug: string };

export const writtenLessons = lessonsInOrder.filter(
  (lesson): lesson is WrittenLesson => lesson.slug !== undefined,
);

/** Those that can be taken before and after this one; absent at the ends. */
export function neighboursOf(slug: string): {
  readonly previous?: WrittenLesson;
  readonly next?: WrittenLesson;
} {
  const at = writtenLessons.findIndex((lesson) => lesson.slug === slug);
  const previous = writtenLessons[at - 1];
  const next = writtenLessons[at + 1];
  return { ...(previous && { previous }), ...(next && { next }) };
}
