// What a lesson's prose holds, as it is compiled: its sections, and what there is to do in them. A rehype plugin, so that
// nothing of it has to be said twice.

export type Section = {
  /** Its anchor; empty for what stands before the first heading. */
  readonly id: string;
  readonly title: string;
  /** Its words, without those of code blocks. */
  readonly text: string;
  /** Its code, in sentences and in blocks. */
  readonly code: readonly string[];
};

export type Outline = {
  readonly sections: readonly Section[];
  readonly predictions: readonly string[];
  readonly tasks: readonly string[];
  readonly exercises: readonly string[];
  /** What people believe, and the section that answers it. */
  readonly notes: readonly { readonly says: string; readonly section: string }[];
};

type Node = {
  readonly type: string;
  readonly tagName?: string;
  readonly name?: string | null;
  readonly value?: string;
  readonly properties?: { readonly id?: string };
  readonly attributes?: readonly {
    readonly name?: string;
    readonly value?: string | { readonly value?: string } | null;
  }[];
  readonly children?: readonly Node[];
};

type Growing<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] };
type GrowingOutline = Omit<Growing<Outline>, "sections"> & { sections: Growing<Section>[] };

/** After rehype-slug, and before code is coloured. `found` is called with what each tree holds. */
export function outlineInto(found: (outline: Outline) => void) {
  return () =>
    (tree: Node): void => {
      found(outlineOf(tree));
    };
}

export function outlineOf(tree: Node): Outline {
  const outline: GrowingOutline = {
    sections: [{ id: "", title: "", text: "", code: [] }],
    predictions: [],
    tasks: [],
    exercises: [],
    notes: [],
  };
  for (const child of tree.children ?? []) read(child, outline);
  return outline;
}

function read(node: Node, outline: GrowingOutline): void {
  const section = outline.sections.at(-1);
  if (!section) return;
  if (node.tagName === "h2") {
    const id = node.properties?.id ?? "";
    outline.sections.push({ id, title: textOf(node), text: "", code: [] });
    return;
  }
  if (node.type === "text") section.text += node.value ?? "";
  if (node.tagName === "code" || node.tagName === "pre") {
    const code = textOf(node).trim();
    section.code.push(code);
    if (node.tagName === "code") section.text += code;
    return;
  }
  note(node, { section: section.id, outline });
  for (const child of node.children ?? []) read(child, outline);
}

function note(
  node: Node,
  { section, outline }: { readonly section: string; readonly outline: GrowingOutline },
): void {
  const given = (name: string) =>
    wordsOf(node.attributes?.find((attribute) => attribute.name === name)?.value);
  if (node.name === "Predict") outline.predictions.push(given("id"));
  if (node.name === "Task") outline.tasks.push(given("id"));
  if (node.name === "Exercise") outline.exercises.push(given("slug"));
  const says = node.name === "Note" ? given("says") : "";
  if (says !== "") outline.notes.push({ says, section });
}

/** An attribute's text, written as itself or as a string between braces. */
function wordsOf(value: string | { readonly value?: string } | null | undefined): string {
  if (typeof value === "string") return value;
  const quoted = /^\s*(["'`])(.*)\1\s*$/s.exec(value?.value ?? "");
  return quoted?.[2] ?? "";
}

const textOf = (node: Node): string =>
  node.value ?? (node.children ?? []).map((child) => textOf(child)).join("");

/** Words read in a minute, where every one of them may be new; and the minutes that each thing to do takes. */
const READ = 180;
const PREDICTION = 0.75;
const TASK = 2;
const EXERCISE = 5;

/** How long a lesson takes, in steps of five minutes. @param exercises the outlines of what its exercises ask */
export function minutesOf(lesson: Outline, exercises: readonly Outline[]): number {
  const { predictions, tasks } = lesson;
  const doing =
    predictions.length * PREDICTION + tasks.length * TASK + lesson.exercises.length * EXERCISE;
  const minutes = [lesson, ...exercises].reduce((sum, one) => sum + words(one) / READ, doing);
  return Math.max(5, Math.round(minutes / 5) * 5);
}

function words({ sections }: Outline): number {
  const texts = sections.flatMap(({ title, text, code }) => [title, text, ...code]);
  return texts.join(" ").split(/\s+/).filter(Boolean).length;
}
