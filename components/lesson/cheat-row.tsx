// A row of the cheat sheet: its code, whom it reaches and why, and, once it has run, who received it and who did not.
"use client";
import { useId } from "react";
import { Mark } from "#components/ui/mark.tsx";
import { sentence } from "#trace/sentence.ts";
import styles from "./cheat-sheet.module.css";
import { Code, Lamp } from "./emit-parts.tsx";
import table from "./emit-table.module.css";
import type { RunnableRow, SheetRun } from "./sheet-run.ts";

export type SheetRow = RunnableRow & {
  readonly code: string;
  /** Who receives it when the first of the people runs it; once each unless `times` says otherwise. */
  readonly by: readonly string[];
  readonly times?: Readonly<Record<string, number>>;
  readonly why: string;
  readonly reach: readonly string[];
};

type Props = {
  readonly row: SheetRow;
  readonly people: readonly string[];
  /** Who would run it. */
  readonly runner: string;
  readonly run: SheetRun | undefined;
  /** Nothing else was run since. */
  readonly isLast: boolean;
  readonly press: () => void;
  readonly paste: () => void;
};

export function CheatRow({ row, people, runner, run, isLast, press, paste }: Props) {
  const id = useId();
  const { code, why, isClients } = row;
  return (
    <>
      <tr className={styles.row} data-last={isLast}>
        <th scope="row">
          <button type="button" className={table.run} onClick={press}>
            <Code code={code} />
          </button>
          <code id={id} hidden>
            {code};
          </code>
        </th>
        {isClients ? (
          <td colSpan={people.length} className={styles.server} data-heard={run?.is === "heard"}>
            {run?.is === "heard" ? "server: received" : "the server"}
          </td>
        ) : (
          people.map((name, index) => (
            <td key={name}>
              <Cell {...{ row, run, name, index }} isExpected={runner === people[0]} />
            </td>
          ))
        )}
      </tr>
      <tr className={styles.about} data-last={isLast}>
        <td colSpan={people.length + 1}>
          <span className={styles.line}>
            <span className={styles.why}>{why}</span>
            <span data-script>
              <button type="button" aria-label={`Paste into the editor: ${code}`} onClick={paste}>
                Paste into the editor
              </button>
              <button type="button" data-copy={id} aria-label={`Copy: ${code}`}>
                Copy
              </button>
            </span>
          </span>
          {isLast && run && <Reasons run={run} people={people} />}
        </td>
      </tr>
    </>
  );
}

type CellProps = Pick<Props, "row" | "run"> & {
  readonly name: string;
  readonly index: number;
  /** Whoever would run it is the one of whom the sheet speaks. */
  readonly isExpected: boolean;
};

function Cell({ row, run, name, index, isExpected }: CellProps) {
  if (run?.is === "sent" || run?.is === "silent") {
    const got = run.is === "sent" ? (run.sending.got.get(name) ?? 0) : 0;
    return (
      <span className={got > 0 ? styles.received : undefined}>
        <Lamp index={index} name={name} got={got} />
      </span>
    );
  }
  if (!isExpected) return <Lamp index={index} name={name} got={undefined} />;
  const times = row.by.includes(name) ? (row.times?.[name] ?? 1) : 0;
  if (times === 0) return <span className={table.hidden}>{`${name}: does not receive it`}</span>;
  return (
    <span className={styles.expected}>
      <Mark mark={index} name={name} size={20} />
      {times > 1 && <b>×{times}</b>}
      <span className={table.hidden}>
        {`${name}: receives it${times > 1 ? ` ${times} times` : ""}`}
      </span>
    </span>
  );
}

/** What became of it for each, in the words of the trace. */
function Reasons({ run, people }: { readonly run: SheetRun; readonly people: readonly string[] }) {
  const told =
    run.is === "sent"
      ? run.sending.deliveries.flatMap((delivery) =>
          delivery.outcomes
            .filter(({ client }) => people.includes(client))
            .map((outcome) => ({
              key: `${delivery.seq} ${outcome.client} ${outcome.session}`,
              client: outcome.client,
              text: sentence(delivery, outcome),
            })),
        )
      : [];
  return (
    <span className={styles.reasons} role="status">
      {run.client !== people[0] && <span>{run.client}’s handler ran it.</span>}
      {run.is !== "sent" && <span>{SAID[run.is](run)}</span>}
      {told
        .toSorted((one, other) => people.indexOf(one.client) - people.indexOf(other.client))
        .map(({ key, client, text }) => (
          <span key={key}>
            <Mark mark={people.indexOf(client)} name={client} size={16} />
            {text}
          </span>
        ))}
    </span>
  );
}

const SAID: Readonly<Record<Exclude<SheetRun["is"], "sent">, (run: SheetRun) => string>> = {
  "under way": () => "Running …",
  heard: ({ client }) =>
    `The server received it from ${client}. Nobody else did: a client cannot send to a client.`,
  silent: (run) =>
    "isUnheard" in run && run.isUnheard
      ? "The program on stage has no such row any more. “Reset” brings the sheet’s own back; then press Run."
      : "The server ran it, came to rest, and sent no client anything.",
};
