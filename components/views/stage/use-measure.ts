// How wide the stage is, and where its rows of cards begin and end: what CSS decides and wires must know.
import { useCallback, useState } from "react";
import type { RowEdges } from "./wires.ts";

type Measures = Readonly<{ width: number; rows: readonly RowEdges[] }>;

// What is drawn before there is a screen.
const INITIAL: Measures = { width: 900, rows: [] };

export function useMeasure() {
  const [measures, setMeasures] = useState(INITIAL);
  const ref = useCallback((element: HTMLElement | null) => {
    if (element === null) return undefined;
    const list = element.querySelector<HTMLElement>("ul[data-cards]");
    const measure = (): void => {
      const next = { width: element.clientWidth, rows: rowsOf(list) };
      setMeasures((known) => (isSame(known, next) ? known : next));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    if (list !== null) observer.observe(list);
    measure();
    return () => observer.disconnect();
  }, []);
  return { ref, ...measures };
}

function rowsOf(list: HTMLElement | null): readonly RowEdges[] {
  if (list === null) return [];
  const rows = new Map<number, number>();
  for (const card of list.children) {
    if (!(card instanceof HTMLElement)) continue;
    const top = list.offsetTop + card.offsetTop;
    rows.set(top, Math.max(rows.get(top) ?? 0, top + card.offsetHeight));
  }
  return [...rows].map(([top, bottom]) => ({ top, bottom })).toSorted((a, b) => a.top - b.top);
}

function isSame(one: Measures, other: Measures): boolean {
  return one.width === other.width && JSON.stringify(one.rows) === JSON.stringify(other.rows);
}
