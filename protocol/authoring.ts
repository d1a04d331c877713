// What the development server tells open pages while somebody writes the course. In production nobody speaks it.

/** The path of its Engine.IO. */
export const AUTHORING_PATH = "/authoring/";

export type ToAuthor = {
  /** Files of the course were written, moved or deleted; paths are seen from content/, with `/`. */
  readonly changed: (files: readonly string[]) => void;
};
