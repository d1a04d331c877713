// What stands out in the lanes: what is selected, what has to do with it, what a search has found.
import { memo } from "react";
import type { Seq } from "#trace/event.ts";
import type { LanesLayout } from "./lanes-layout.ts";
import { LANE_HEIGHT, type Sight } from "./lanes-picture.ts";
import styles from "./lanes.module.css";

type Props = {
  readonly layout: LanesLayout;
  readonly step: number;
  readonly sight: Sight;
  readonly selected: Seq | undefined;
  readonly found: ReadonlySet<Seq>;
  readonly kin: ReadonlySet<Seq>;
};

export const Rings = memo(function Rings({ layout, step, sight, selected, found, kin }: Props) {
  const ring = (seq: Seq, r: number): string => {
    const column = layout.columnOf(seq);
    const mark = column === undefined ? undefined : layout.columns[column];
    if (column === undefined || mark === undefined) return "";
    const x = (layout.xs[column] ?? 0) * step;
    if (x < sight.from || x > sight.to) return "";
    const y = ((layout.yOf(mark.lane) ?? 0) + 0.5) * LANE_HEIGHT;
    return `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
  };
  const rings = (all: Iterable<Seq>, r: number): string => {
    let path = "";
    for (const seq of all) path += ring(seq, r);
    return path;
  };
  const width = sight.to - sight.from;
  const height = layout.lanes.length * LANE_HEIGHT;
  return (
    <svg
      className={styles.plot}
      style={{ left: sight.from }}
      width={width}
      height={height}
      viewBox={`${sight.from} 0 ${width} ${height}`}
      aria-hidden="true"
    >
      <path className={styles.found} d={rings(found, 9)} />
      <path className={styles.kin} d={rings(kin, 10)} />
      {selected !== undefined && <path className={styles.selected} d={ring(selected, 11)} />}
    </svg>
  );
});
