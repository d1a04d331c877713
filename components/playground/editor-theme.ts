// Keeps the editor in the page's theme, whether the system or the learner chose it.
"use client";
import { type RefObject, useEffect } from "react";
import type { Monaco } from "./monaco.ts";

export function useMonacoTheme(monaco: Monaco | undefined, host: RefObject<HTMLElement | null>) {
  useEffect(() => {
    if (!monaco) return undefined;
    const follow = () => {
      if (host.current) monaco.editor.setTheme(isDark(host.current) ? "night" : "day");
    };
    const system = matchMedia("(prefers-color-scheme: dark)");
    const chosen = new MutationObserver(follow);
    system.addEventListener("change", follow);
    chosen.observe(document.documentElement, { attributeFilter: ["data-theme", "class"] });
    follow();
    return () => {
      system.removeEventListener("change", follow);
      chosen.disconnect();
    };
  }, [monaco, host]);
}

/** Light ink is for dark paper: what is true of the page, however its theme was chosen. */
function isDark(element: HTMLElement): boolean {
  const [red = 0, green = 0, blue = 0] =
    getComputedStyle(element).color.match(/\d+/g)?.map(Number) ?? [];
  return red + green + blue > 382;
}
