// The editor in the page's own colours, whichever theme the system or the learner chose.
"use client";
import type { editor } from "monaco-editor/editor";
import { type RefObject, useEffect } from "react";
import type { Monaco } from "./monaco.ts";

const THEME = "page";

export function useMonacoTheme(monaco: Monaco | undefined, host: RefObject<HTMLElement | null>) {
  useEffect(() => {
    if (!monaco) return undefined;
    const follow = () => {
      if (!host.current) return;
      monaco.editor.defineTheme(THEME, themeAround(host.current));
      monaco.editor.setTheme(THEME);
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

/** Each colour of the editor with the name that app/globals.css has for it. */
const COLOURS: Readonly<Record<string, string>> = {
  "editor.background": "panel",
  "editor.foreground": "ink",
  "editor.selectionBackground": "selection",
  "editorCursor.foreground": "ink",
  "editorLineNumber.foreground": "soft",
  "editorLineNumber.activeForeground": "ink",
  "editorBracketMatch.background": "sunk",
  "editorBracketMatch.border": "edge",
  ...Object.fromEntries(
    [1, 2, 3, 4, 5, 6].map((depth) => [`editorBracketHighlight.foreground${depth}`, "ink"]),
  ),
  "editorError.foreground": "bad",
  "editorWarning.foreground": "warn",
  "editorWidget.background": "panel",
  "editorWidget.foreground": "ink",
  "editorWidget.border": "line-strong",
  "editorHoverWidget.background": "panel",
  "editorHoverWidget.border": "line-strong",
  "editorSuggestWidget.background": "panel",
  "editorSuggestWidget.border": "line-strong",
  "editorSuggestWidget.foreground": "ink",
  "editorSuggestWidget.highlightForeground": "accent",
  "editorSuggestWidget.focusHighlightForeground": "accent",
  "editorSuggestWidget.selectedBackground": "accent-soft",
  "editorSuggestWidget.selectedForeground": "ink",
  "editorSuggestWidget.selectedIconForeground": "ink",
  "list.hoverBackground": "sunk",
  "textLink.foreground": "accent",
  "textLink.activeForeground": "accent",
  focusBorder: "accent",
};

/** Those through which the code is seen. */
const VEILS = {
  "scrollbarSlider.background": "edge",
  "scrollbarSlider.hoverBackground": "edge",
  "scrollbarSlider.activeBackground": "edge",
};
const VEIL = "66";

/** The same for what is written. */
const TOKENS: Readonly<Record<string, string>> = {
  "": "ink",
  keyword: "code-keyword",
  string: "code-string",
  regexp: "code-string",
  call: "code-call",
  number: "code-call",
  comment: "code-comment",
  identifier: "ink",
  "type.identifier": "ink",
  delimiter: "ink",
};

function themeAround(host: HTMLElement): editor.IStandaloneThemeData {
  const probe = host.appendChild(document.createElement("i"));
  const read = (name: string): readonly number[] => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color.match(/\d+/g)?.slice(0, 3).map(Number) ?? [];
  };
  const hex = (name: string) =>
    `#${read(name)
      .map((part) => part.toString(16).padStart(2, "0"))
      .join("")}`;
  const brightness = read("panel").reduce((sum, part) => sum + part, 0);
  const theme: editor.IStandaloneThemeData = {
    base: brightness > 382 ? "vs" : "vs-dark",
    inherit: true,
    colors: Object.fromEntries([
      ...Object.entries(COLOURS).map(([name, of]) => [name, hex(of)]),
      ...Object.entries(VEILS).map(([name, of]) => [name, `${hex(of)}${VEIL}`]),
    ]) as Record<string, string>,
    rules: Object.entries(TOKENS).map(([token, of]) => ({ token, foreground: hex(of).slice(1) })),
  };
  probe.remove();
  return theme;
}
