// Every form of emit as a row that can be run. Who got it is read from the trace; nothing is known before.
"use client";
import { useState } from "react";
import { Mark } from "#components/ui/mark.tsx";
import type { Trace } from "#trace/event.ts";
import { Code, Lamp, latest, type Latest, Runner } from "./emit-parts.tsx";
import styles from "./emit-table.module.css";
import { usePerform } from "./use-perform.ts";
import { useSendings } from "./use-sendings.ts";
import { named } from "./words.ts";

type Form = {
  /** The event of the lesson's server that runs it. */
  readonly event: string;
  readonly code: string;
  /** Who receives it when the first client's socket runs it: for readers without JavaScript. */
  readonly by: readonly string[];
  readonly times?: Readonly<Record<string, number>>;
  readonly why: string;
};

type Props = {
  readonly groups: readonly { readonly title: string; readonly forms: readonly Form[] }[];
};

const NO_TRACE: Trace = [];
/** What every row sends. */
const EVENT = "news";

export function EmitTable({ groups }: Props) {
  const { workbench, people, perform } = usePerform();
  const [first = ""] = people;
  const [runner = first, setRunner] = useState<string>();
  const trace = workbench?.lessonRun.trace ?? NO_TRACE;
  const read = useSendings(trace.some(({ kind }) => kind === "act"));

  return (
    <div className={styles.frame}>
      <Runner people={people} runner={runner} choose={setRunner} />
      <table className={styles.table}>
        <caption className={styles.hidden}>Who receives each form of emit</caption>
        <thead>
          <tr>
            <th scope="col">Press to run</th>
            {people.map((name, index) => (
              <th key={name} scope="col">
                <Mark mark={index} name={name} size={18} />
                <span className={styles.hidden}>{name}</span>
              </th>
            ))}
          </tr>
        </thead>
        {groups.map(({ title, forms }) => (
          <tbody key={title}>
            <tr>
              <th scope="rowgroup" colSpan={people.length + 1} className={styles.group}>
                {title}
              </th>
            </tr>
            {forms.map((form) => (
              <Row
                key={form.event}
                form={form}
                people={people}
                latest={read && latest(read, trace, { emit: form.event, event: EVENT })}
                run={() => perform({ client: runner, emit: form.event, args: [] })}
              />
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

type RowProps = {
  readonly form: Form;
  readonly people: readonly string[];
  readonly latest: Latest | undefined;
  readonly run: () => void;
};

function Row({ form, people, latest, run }: RowProps) {
  const { code, by, times, why } = form;
  const sending = latest?.sending;
  return (
    <tr>
      <th scope="row">
        <button type="button" className={styles.run} onClick={run}>
          <Code code={code} />
        </button>
        {sending && (
          <span className={styles.why}>
            {latest.client === people[0] ? why : `${latest.client}’s handler ran it.`}
          </span>
        )}
        <noscript>
          <span className={styles.why}>
            {by.length > 0 ? named(by.map((name) => withTimes(name, times?.[name]))) : "Nobody"}.{" "}
            {why}
          </span>
        </noscript>
      </th>
      {people.map((name, index) => (
        <td key={name}>
          <Lamp index={index} name={name} got={sending && (sending.got.get(name) ?? 0)} />
        </td>
      ))}
    </tr>
  );
}

const withTimes = (name: string, times: number | undefined): string =>
  times === undefined ? name : `${name} (${times} times)`;
