// The emit cheat sheet: every row says whom it reaches, is run on the real server when it is pressed, and shows then who
// received it. What one wants to reach is in the address.
"use client";
import { useEffect, useState } from "react";
import { Mark } from "#components/ui/mark.tsx";
import type { Trace } from "#trace/event.ts";
import { CheatRow, type SheetRow } from "./cheat-row.tsx";
import styles from "./cheat-sheet.module.css";
import { CopyArea } from "./copy-area.tsx";
import { Runner } from "./emit-parts.tsx";
import table from "./emit-table.module.css";
import { latestRun, rowOf } from "./sheet-run.ts";
import { usePaste } from "./use-paste.ts";
import { usePerform } from "./use-perform.ts";
import { useSendings } from "./use-sendings.ts";

export type CheatSheetProps = {
  readonly groups: readonly {
    readonly title: string;
    readonly taught: { readonly href: string; readonly lesson: number };
    readonly rows: readonly SheetRow[];
  }[];
  /** What one may want to reach: a word for the address, and what "I want to reach …" ends with. */
  readonly reaches: Readonly<Record<string, string>>;
};

const NO_TRACE: Trace = [];
const REACH = "reach";
/** Milliseconds a row that has sent nothing may take until it is known that it sends nothing. */
const PATIENCE = 3_000;

export function CheatSheet({ groups, reaches }: CheatSheetProps) {
  const { workbench, people, perform } = usePerform();
  const [first = ""] = people;
  const [runner = first, setRunner] = useState<string>();
  const [wish, setWish] = useWish(reaches);
  const { paste, forget } = usePaste(workbench);
  const trace = workbench?.lessonRun.trace ?? NO_TRACE;
  const read = useSendings(trace.some(({ kind }) => kind === "act"));
  const lastRow = rowOf(trace.findLast((fact) => fact.kind === "act"));
  const shown = groups.flatMap(({ rows, ...group }) => {
    const fit = rows.filter(({ reach }) => wish === "" || reach.includes(wish));
    return fit.length > 0 ? [{ ...group, rows: fit }] : [];
  });
  const count = (of: CheatSheetProps["groups"]) =>
    of.reduce((sum, { rows }) => sum + rows.length, 0);

  const last = groups.flatMap(({ rows }) => rows).find(({ event }) => event === lastRow?.row);
  const lastRun = read && last && latestRun(read, trace, last);
  const isOpen = lastRun?.is === "under way";
  const settle = workbench?.settle;
  useEffect(() => {
    if (isOpen) settle?.(PATIENCE);
  }, [isOpen, settle, lastRow?.seq]);

  return (
    <CopyArea>
      <div className={styles.wish} data-script>
        <label>
          I want to reach{" "}
          <select value={wish} onChange={({ target }) => setWish(target.value)}>
            <option value="">… (every row)</option>
            {Object.entries(reaches).map(([key, words]) => (
              <option key={key} value={key}>
                {words}
              </option>
            ))}
          </select>
        </label>
        <p role="status">
          {wish === "" ? `${count(groups)} rows` : `${count(shown)} of ${count(groups)} rows`}
        </p>
      </div>
      <div className={table.frame}>
        <Runner people={people} runner={runner} choose={setRunner} />
        <p className={styles.legend}>
          Faint: who receives it when {first} runs it. Ringed: who has just received it.
        </p>
        <table className={table.table}>
          <caption className={table.hidden}>Every way to emit, and who receives it</caption>
          <thead>
            <tr>
              <th scope="col">Press to run</th>
              {people.map((name, index) => (
                <th key={name} scope="col">
                  <Mark mark={index} name={name} size={18} />
                  <span className={table.hidden}>{name}</span>
                </th>
              ))}
            </tr>
          </thead>
          {shown.map(({ title, taught, rows }) => (
            <tbody key={title}>
              <tr>
                <th scope="rowgroup" colSpan={people.length + 1} className={table.group}>
                  <span className={styles.title}>{title}</span>{" "}
                  <a href={taught.href}>Lesson {taught.lesson}</a>
                </th>
              </tr>
              {rows.map((row) => (
                <CheatRow
                  key={row.event}
                  row={row}
                  people={people}
                  runner={runner}
                  run={read && latestRun(read, trace, row)}
                  isLast={row === last}
                  press={() => {
                    forget();
                    perform(
                      row.isClients
                        ? { client: runner, emit: "try", args: [row.event] }
                        : { client: runner, emit: row.event, args: [] },
                    );
                  }}
                  paste={() => paste(row)}
                />
              ))}
            </tbody>
          ))}
        </table>
      </div>
    </CopyArea>
  );
}

/** What is to be reached, kept in the address; "" for everything. */
function useWish(reaches: CheatSheetProps["reaches"]) {
  const [wish, setWish] = useState(() => {
    if (typeof location === "undefined") return "";
    const asked = new URLSearchParams(location.search).get(REACH) ?? "";
    return Object.hasOwn(reaches, asked) ? asked : "";
  });
  return [
    wish,
    (next: string) => {
      setWish(next);
      const { pathname, hash } = location;
      history.replaceState(history.state, "", `${pathname}${next && `?${REACH}=${next}`}${hash}`);
    },
  ] as const;
}
