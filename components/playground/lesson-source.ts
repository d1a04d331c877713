// What a lesson brings to its page: the files it begins with, who is on stage, and its exercises.
import type { WrittenCheck } from "#protocol/exercise.ts";
import type { Scene } from "#protocol/scene.ts";
import type { Files } from "./edits.ts";

export type Exercise = {
  readonly slug: string;
  readonly title: string;
  readonly file: string;
  readonly starter: Files;
  readonly check?: WrittenCheck;
};

export type LessonSource = {
  readonly slug: string;
  readonly files: Files;
  /** The file the server runs. */
  readonly entry: string;
  readonly scene: Scene;
  readonly exercises: readonly Exercise[];
};
