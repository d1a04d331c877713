// What the programs logged and what went wrong in them, in order, to be filtered and searched.
"use client";
import { type ReactNode, useId, useMemo, useState } from "react";
import { FollowedList } from "#components/ui/followed-list.tsx";
import table from "#components/ui/table.module.css";
import { type Actor, castOf } from "#trace/cast.ts";
import type { Position, Seq, Trace } from "#trace/event.ts";
import {
  filtered,
  LOG_LEVELS,
  type LogLevel,
  type LogLine,
  logLines,
  turnWordsIn,
} from "#trace/log-lines.ts";
import { Line } from "./line.tsx";
import styles from "./log.module.css";

export type LogProps = {
  /** The events up to the playhead. */
  readonly trace: Trace;
  /** The names of the scene's clients, in their order. */
  readonly scene?: readonly string[];
  readonly selected: Seq | undefined;
  /** What caused the selected event and what it caused. */
  readonly kin?: ReadonlySet<Seq> | undefined;
  readonly onGo: (to: Seq) => void;
  /** A way to a line of a program. */
  readonly placeOf: (where: Position | undefined) => ReactNode;
};

const NOBODY: readonly string[] = [];

export function Log({ trace, scene = NOBODY, selected, kin, onGo, placeOf }: LogProps) {
  const lines = useMemo(() => logLines(trace), [trace]);
  const turnWords = useMemo(() => turnWordsIn(trace), [trace]);
  const cast = useMemo(() => castOf(trace, scene), [trace, scene]);
  const [hidden, setHidden] = useState<ReadonlySet<LogLevel>>(new Set());
  const [client, setClient] = useState<string>();
  const [text, setText] = useState("");
  const left = useMemo(
    () => filtered(lines, { hidden, client, text }),
    [lines, hidden, client, text],
  );
  if (lines.length === 0)
    return (
      <p className={table.empty}>
        What your programs log, and what goes wrong in them, is written here. Try{" "}
        <code>console.log("hello")</code> in a handler, then press Run.
      </p>
    );
  const marks = new Map(cast.map(({ name, mark }) => [name, mark]));
  return (
    <section className={styles.log} aria-label="Log">
      <Filters
        lines={lines}
        cast={cast}
        {...{ hidden, client, text, setHidden, setClient, setText }}
      />
      {left.length === 0 ? (
        <p className={table.empty}>
          None of {lines.length} lines is like that.{" "}
          <button
            type="button"
            className={table.line}
            onClick={() => {
              setHidden(new Set());
              setClient(undefined);
              setText("");
            }}
          >
            Show all of them
          </button>
        </p>
      ) : (
        <FollowedList items={left} keyOf={({ seq }) => seq} label="Lines of the log">
          {(line) => (
            <Line
              line={line}
              mark={marks.get(line.client ?? "")}
              turn={line.turn === undefined ? undefined : turnWords(line.turn)?.words}
              isLooked={line.seq === selected}
              isKin={kin?.has(line.seq) ?? false}
              onGo={onGo}
              place={placeOf(line.where)}
            />
          )}
        </FollowedList>
      )}
    </section>
  );
}

type FiltersProps = {
  readonly lines: readonly LogLine[];
  readonly cast: readonly Actor[];
  readonly hidden: ReadonlySet<LogLevel>;
  readonly client: string | undefined;
  readonly text: string;
  readonly setHidden: (hidden: ReadonlySet<LogLevel>) => void;
  readonly setClient: (client: string | undefined) => void;
  readonly setText: (text: string) => void;
};

function Filters({
  lines,
  cast,
  hidden,
  client,
  text,
  setHidden,
  setClient,
  setText,
}: FiltersProps) {
  const id = useId();
  const counts = new Map<LogLevel, number>();
  for (const { level } of lines) counts.set(level, (counts.get(level) ?? 0) + 1);
  const speakers = new Set(lines.map(({ client: who }) => who));
  const toggled = (level: LogLevel): ReadonlySet<LogLevel> => {
    const next = new Set(hidden);
    if (!next.delete(level)) next.add(level);
    return next;
  };
  return (
    <div className={styles.bar} role="group" aria-label="Which lines">
      {LOG_LEVELS.filter((level) => counts.has(level) || hidden.has(level)).map((level) => (
        <button
          key={level}
          type="button"
          className={styles.level}
          data-level={level}
          aria-pressed={!hidden.has(level)}
          onClick={() => setHidden(toggled(level))}
        >
          {level} {counts.get(level) ?? 0}
        </button>
      ))}
      <select
        aria-label="Whose lines"
        value={client ?? ""}
        onChange={(event) => setClient(event.target.value === "" ? undefined : event.target.value)}
      >
        <option value="">everybody</option>
        <option value="server">server</option>
        {cast
          .filter(({ name }) => speakers.has(name))
          .map(({ name }) => (
            <option key={name}>{name}</option>
          ))}
      </select>
      <label className={table.onlyRead} htmlFor={id}>
        Find in the log
      </label>
      <input
        id={id}
        type="search"
        placeholder="Find"
        value={text}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setText(event.target.value)}
      />
    </div>
  );
}
