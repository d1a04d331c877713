// What a lesson's reader brings about by reading. Its code comes with the first scroll.
"use client";
import { useEffect, useState } from "react";
import { onNeed } from "#components/playground/on-need.ts";
import type { ToDo } from "./standing.ts";

const useReading = onNeed(() => import("./reading.tsx").then(({ Reading }) => Reading));

export function LessonReading(toDo: ToDo) {
  const [isRead, read] = useState(false);
  const Reading = useReading(isRead);
  useEffect(() => addEventListener("scroll", () => read(true), { once: true }), []);
  return Reading ? <Reading {...toDo} /> : null;
}
