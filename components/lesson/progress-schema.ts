// The form of what is kept of a learner's progress, by the ids of predictions, tasks and exercises in their lesson. Those
// that a lesson no longer has are kept, in case it has them again.
import * as z from "zod/mini";

const Words = z.array(z.string());
const Prediction = z.object({
  said: Words,
  was: Words,
  /** Whether the first guess of all was right. */
  first: z.optional(z.boolean()),
});
const LessonProgress = z.object({ predictions: z.record(z.string(), Prediction), done: Words });

export const Progress = z.object({
  version: z.literal(1),
  lessons: z.record(z.string(), LessonProgress),
  /** The section where each lesson was left; empty above the first. */
  places: z.optional(z.record(z.string(), z.string())),
  /** The lesson that was read last. */
  last: z.optional(z.string()),
});

export type Prediction = z.infer<typeof Prediction>;
export type LessonProgress = z.infer<typeof LessonProgress>;
export type Progress = z.infer<typeof Progress>;
