// What of a run is to be seen in the timeline, and a search in it.
"use client";
import { type ReactNode, useId, useMemo } from "react";
import { spelt } from "#trace/spelt.ts";
import type { StepKind } from "#trace/steps.ts";
import type { TimelineRow } from "#trace/timeline.ts";
import { choicesOf, type TimelineFilter } from "#trace/timeline-filter.ts";
import styles from "./filter-bar.module.css";

type Props = {
  readonly all: readonly TimelineRow[];
  readonly filter: TimelineFilter;
  readonly onFilter: (filter: TimelineFilter) => void;
  readonly folded: number;
  readonly count: number;
  readonly text: string;
  readonly onText: (text: string) => void;
  /** `place` of what is looked at among what was found, -1 if it is none of it. */
  readonly found: Readonly<{ count: number; place: number }>;
  readonly onFind: (by: 1 | -1) => void;
  readonly children: ReactNode;
};

const KINDS: readonly (readonly [kind: StepKind, words: string])[] = [
  ["act", "told to do"],
  ["sent", "sent"],
  ["received", "received"],
  ["room", "rooms"],
  ["came", "connected"],
  ["left", "disconnected"],
  ["fault", "went wrong"],
  ["said", "logged"],
];

export function FilterBar({ all, filter, onFilter, text, onText, found, onFind, ...rest }: Props) {
  const { folded, count, children } = rest;
  const id = useId();
  const choices = useMemo(() => choicesOf(all), [all]);
  const { client, kind, event, nsp, showsFolded } = filter;
  const names = choices.clients.map((name) => [`of ${name}`, spelt(name)] as const);
  return (
    <div className={styles.bar}>
      {children}
      <Select
        label="Who"
        any="everyone"
        value={client === undefined ? "" : client === "server" ? client : `of ${client.name}`}
        options={[["server", "the server"], ...names]}
        onChange={(value) => {
          const name = value.slice("of ".length);
          const chosen = value === "" ? undefined : value === "server" ? value : { name };
          onFilter({ ...filter, client: chosen });
        }}
      />
      <Select
        label="Kind"
        any="all kinds"
        value={kind ?? ""}
        options={KINDS}
        onChange={(value) => {
          onFilter({ ...filter, kind: KINDS.find(([one]) => one === value)?.[0] });
        }}
      />
      <Select
        label="Event"
        any="all events"
        value={event ?? ""}
        options={choices.events.map((name) => [name, spelt(name)])}
        onChange={(value) => onFilter({ ...filter, event: value || undefined })}
      />
      {(choices.namespaces.length > 1 || nsp !== undefined) && (
        <Select
          label="Namespace"
          any="all namespaces"
          value={nsp ?? ""}
          options={choices.namespaces.map((name) => [name, spelt(name)])}
          onChange={(value) => onFilter({ ...filter, nsp: value || undefined })}
        />
      )}
      <div className={styles.search} role="search">
        <input
          type="search"
          aria-label="Search the timeline"
          placeholder="Search"
          value={text}
          onChange={({ target }) => onText(target.value)}
          onKeyDown={(pressed) => {
            if (pressed.key !== "Enter") return;
            pressed.preventDefault();
            onFind(pressed.shiftKey ? -1 : 1);
          }}
        />
        {text.trim() !== "" && (
          <>
            <span aria-live="polite">
              {found.place < 0 ? found.count : `${found.place + 1} of ${found.count}`}
              <span className={styles.silent}> found</span>
            </span>
            <Step
              label="The one found before"
              by="‹"
              onClick={() => onFind(-1)}
              count={found.count}
            />
            <Step label="The next one found" by="›" onClick={() => onFind(1)} count={found.count} />
          </>
        )}
      </div>
      <label htmlFor={id} className={styles.folded}>
        <input
          id={id}
          type="checkbox"
          checked={showsFolded}
          onChange={({ target }) => onFilter({ ...filter, showsFolded: target.checked })}
        />
        bytes and bookkeeping ({folded})
      </label>
      <span className={styles.count}>{count === 1 ? "1 row" : `${count} rows`}</span>
    </div>
  );
}

type SelectProps = {
  readonly label: string;
  /** What is said when nothing is asked for; its value is "". */
  readonly any: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, words: string])[];
  readonly onChange: (value: string) => void;
};

const Select = ({ label, any, value, options, onChange }: SelectProps) => (
  <select
    aria-label={label}
    title={label}
    data-asked={value !== ""}
    value={value}
    onChange={({ target }) => onChange(target.value)}
  >
    <option value="">{any}</option>
    {options.map(([one, words]) => (
      <option key={one} value={one}>
        {words}
      </option>
    ))}
  </select>
);

type StepProps = {
  readonly label: string;
  readonly by: string;
  readonly count: number;
  readonly onClick: () => void;
};

const Step = ({ label, by, count, onClick }: StepProps) => (
  <button type="button" aria-label={label} title={label} disabled={count === 0} onClick={onClick}>
    {by}
  </button>
);
