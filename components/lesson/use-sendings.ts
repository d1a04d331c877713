// Sendings are read once something has been sent.
"use client";
import { onNeed } from "#components/playground/on-need.ts";

/** What reads sendings out of a trace: it comes when there is one to be read. */
export const useSendings = onNeed(() => import("./sendings.ts"));
