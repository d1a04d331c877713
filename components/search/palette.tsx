// The search: words above, what fits them below, best first. The field keeps the focus; arrows choose, Enter goes.
"use client";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { SEARCH_INDEX_PATH, type SearchEntry, SearchIndex } from "#protocol/search-index.ts";
import { found, MOST } from "./found.ts";
import styles from "./palette.module.css";

const KINDS: Readonly<Record<SearchEntry["kind"], string>> = {
  page: "Page",
  lesson: "Lesson",
  section: "Section",
  api: "API",
  misconception: "You may have read",
  error: "Message",
};

let index: Promise<readonly SearchEntry[]> | undefined;

/** Asked for once; again when it could not be had. */
function loadIndex(): Promise<readonly SearchEntry[]> {
  index ??= fetch(SEARCH_INDEX_PATH)
    .then(async (answer) => SearchIndex.parse(await answer.json()))
    .catch((error: unknown) => {
      index = undefined;
      throw error;
    });
  return index;
}

type Coming = { readonly entries: readonly SearchEntry[]; readonly is: "coming" | "here" | "away" };

type Props = {
  /** What had been written by the time that it came. */
  readonly typed: string;
  readonly close: () => void;
};

export function Palette({ typed, close }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const list = useId();
  const [{ entries, is }, setIndex] = useState<Coming>({ entries: [], is: "coming" });
  const [query, setQuery] = useState(typed);
  const [chosen, choose] = useState(0);
  const fits = found(entries, query);
  const at = Math.min(chosen, fits.length - 1);

  useEffect(() => {
    dialog.current?.showModal();
    loadIndex().then(
      (entries) => setIndex({ entries, is: "here" }),
      () => setIndex({ entries: [], is: "away" }),
    );
  }, []);
  useEffect(() => {
    document.getElementById(`${list}-${at}`)?.scrollIntoView({ block: "nearest" });
  }, [list, at]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const to = destination(event.key, { at, count: fits.length });
    const entry = event.key === "Enter" && !event.nativeEvent.isComposing ? fits[at] : undefined;
    if (to === undefined && !entry) return;
    event.preventDefault();
    if (to !== undefined) choose(to);
    if (entry) document.getElementById(`${list}-${at}`)?.click();
  };

  return (
    <dialog
      ref={dialog}
      className={styles.palette}
      aria-label="Search the course"
      onClose={close}
      onClick={({ target, currentTarget }) => target === currentTarget && currentTarget.close()}
      onKeyDown={onKeyDown}
    >
      <div className={styles.field}>
        <input
          type="text"
          role="combobox"
          aria-label="What to look for"
          aria-expanded={fits.length > 0}
          aria-controls={list}
          aria-activedescendant={at >= 0 ? `${list}-${at}` : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          placeholder="A lesson, a method, an error message, something you have read"
          value={query}
          onChange={({ target }) => {
            setQuery(target.value);
            choose(0);
          }}
        />
        <button type="button" onClick={() => dialog.current?.close()}>
          Close
        </button>
      </div>
      <div id={list} className={styles.list} role="listbox" aria-label="What fits">
        {fits.map((entry, place) => (
          <a
            key={`${entry.kind} ${entry.href} ${entry.title}`}
            id={`${list}-${place}`}
            role="option"
            aria-selected={place === at}
            tabIndex={-1}
            href={entry.href}
            onClick={() => {
              dialog.current?.close();
              showWords();
            }}
          >
            <span className={styles.kind}>{KINDS[entry.kind]}</span>
            <span className={styles.title}>{entry.title}</span>
            <span className={styles.where}>{entry.where}</span>
            <span className={styles.says}>{entry.says}</span>
          </a>
        ))}
      </div>
      <p className={styles.foot} role="status">
        {said(is, fits.length, query)}
      </p>
    </dialog>
  );
}

function said(is: Coming["is"], count: number, query: string): string {
  if (is === "coming") return "The index is on its way.";
  if (is === "away") return "The index could not be had. Close this and open it again.";
  if (query.trim() === "") return "Arrows choose, Enter goes, Escape closes.";
  if (count === 0) return "Nothing fits all of these words. Try fewer.";
  if (count === MOST) return `The ${MOST} that fit best.`;
  return count === 1 ? "One fits." : `${count} fit.`;
}

/** On a phone the words of a lesson may be behind another part of it, and the place that was chosen with them. */
const showWords = (): void =>
  document
    .querySelector<HTMLElement>('[data-side]:not([data-side="text"]) [data-key="text"]')
    ?.click();

function destination(key: string, { at, count }: { at: number; count: number }) {
  if (count === 0) return undefined;
  if (key === "ArrowDown") return (at + 1) % count;
  if (key === "ArrowUp") return (at - 1 + count) % count;
  return undefined;
}
