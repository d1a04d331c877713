// What happened in a run, in order: as lanes with arrows between them, or as lines to read. Both under the same filter.
"use client";
import { useCallback, useMemo, useState } from "react";
import { castOf } from "#trace/cast.ts";
import type { Seq, Trace } from "#trace/event.ts";
import { lanes as lanesOf } from "#trace/lanes.ts";
import { timeline } from "#trace/timeline.ts";
import { filtered, found as foundIn, nextFound, NO_FILTER } from "#trace/timeline-filter.ts";
import { FilterBar } from "./filter-bar.tsx";
import { type Form, FormSwitch, useForm } from "./form-switch.tsx";
import { LanesView } from "./lanes-view.tsx";
import { Lines } from "./lines.tsx";
import styles from "./timeline.module.css";

export type TimelineProps = {
  /** The whole run: what comes after the playhead is there too, and is dim. */
  readonly trace: Trace;
  /** The names of the scene's clients, in their order. */
  readonly scene?: readonly string[];
  readonly playhead: Seq | "live";
  readonly selected: Seq | undefined;
  /** What has to do with the selected event. */
  readonly kin?: ReadonlySet<Seq>;
  /** Selects an event, and moves the playhead there. */
  readonly onGo: (to: Seq) => void;
  /** Only moves the playhead. */
  readonly onSeek?: (to: Seq) => void;
  /** The form to begin with, instead of the one that was used last. */
  readonly form?: Form;
};

const NOBODY: readonly string[] = [];
const NONE: ReadonlySet<Seq> = new Set();

export function Timeline({
  trace,
  scene = NOBODY,
  kin = NONE,
  form: given,
  ...rest
}: TimelineProps) {
  const { playhead, selected, onGo, onSeek = onGo } = rest;
  const [form, setForm] = useForm(given);
  const [filter, setFilter] = useState(NO_FILTER);
  const [text, setText] = useState("");
  const { rows: all, words } = useMemo(() => timeline(trace, scene), [trace, scene]);
  const cast = useMemo(() => castOf(trace, scene), [trace, scene]);
  const isLanes = form === "lanes";
  const lanes = useMemo(
    () => (isLanes ? lanesOf(trace, scene) : undefined),
    [isLanes, trace, scene],
  );
  const { rows, folded } = useMemo(() => filtered(all, filter), [all, filter]);
  const marks = useMemo(() => lanes && filtered(lanes.marks, filter).rows, [lanes, filter]);
  const found = useMemo(() => foundIn(rows, text, words), [rows, text, words]);
  const foundSet = useMemo(() => new Set(found), [found]);
  const at = selected ?? (playhead === "live" ? undefined : playhead);
  const find = useCallback(
    (by: 1 | -1) => {
      const next = nextFound(found, at, by);
      if (next !== undefined) onGo(next);
    },
    [found, at, onGo],
  );
  const common = { words, cast, playhead, selected, found: foundSet, kin, onGo };

  return (
    <section className={styles.timeline} aria-label="Timeline">
      <FilterBar
        all={all}
        filter={filter}
        onFilter={setFilter}
        folded={folded}
        count={rows.length}
        text={text}
        onText={setText}
        found={{ count: found.length, place: at === undefined ? -1 : found.indexOf(at) }}
        onFind={find}
      >
        <FormSwitch form={form} onChange={setForm} />
      </FilterBar>
      {all.length === 0 ? (
        <p className={styles.empty}>Press Run: what happens is listed here, in order.</p>
      ) : rows.length === 0 ? (
        <p className={styles.empty}>Nothing in this run is what the filter asks for.</p>
      ) : lanes && marks ? (
        <LanesView {...common} lanes={lanes} marks={marks} filter={filter} onSeek={onSeek} />
      ) : (
        <Lines {...common} rows={rows} />
      )}
    </section>
  );
}
