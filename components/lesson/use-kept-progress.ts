// What is kept, for a page that the server drew without it.
"use client";
import { useSyncExternalStore } from "react";
import { onProgress, progress } from "./kept-progress.ts";
import type { Progress } from "./progress-schema.ts";

/** Undefined until the browser has been asked. */
export const useKeptProgress = (): Progress | undefined =>
  useSyncExternalStore<Progress | undefined>(onProgress, progress, () => undefined);
