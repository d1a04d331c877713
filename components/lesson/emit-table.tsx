// Every form of emit as a row that can be run. Who got it is read from the trace; nothing is known before.
"use client";
import { Fragment, useState } from "react";
import { Mark } from "#components/ui/mark.tsx";
import type { Trace } from "#trace/event.ts";
import styles from "./emit-table.module.css";
import type * as Sendings from "./sendings.ts";
import type { Sending } from "./sendings.ts";
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
      <div className={styles.runner} role="group" aria-label="Whose handler runs it">
        <span>Whose handler runs it?</span>
        {people.map((name, index) => (
          <label key={name} data-mark={index}>
            <input
              type="radio"
              name="runner"
              checked={runner === name}
              onChange={() => setRunner(name)}
            />
            <Mark mark={index} name={name} size={20} />
            <span className={styles.name}>{name}</span>
          </label>
        ))}
      </div>
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
                latest={read && latest(read, trace, form.event)}
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
  readonly latest: { readonly client: string; readonly sending: Sending | undefined } | undefined;
  readonly run: () => void;
};

function Row({ form, people, latest, run }: RowProps) {
  const { code, by, times, why } = form;
  const sending = latest?.sending;
  return (
    <tr>
      <th scope="row">
        <button type="button" className={styles.run} onClick={run}>
          {code.split("; ").map((part, index) => (
            <Fragment key={part}>
              {index > 0 && <br />}
              <Breakable code={part} />
            </Fragment>
          ))}
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

/** Code that breaks before a dot, where a reader would break it. */
function Breakable({ code }: { readonly code: string }) {
  return code.split(/(?=\.)/u).map((part, index) => (
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}

/** Undefined: not run yet. */
function Lamp({
  index,
  name,
  got,
}: {
  readonly index: number;
  readonly name: string;
  readonly got: number | undefined;
}) {
  if (got === undefined || got === 0)
    return (
      <span className={got === 0 ? styles.dark : styles.unknown}>
        <span className={styles.hidden}>
          {got === 0 ? `${name}: not sent` : `${name}: not run yet`}
        </span>
      </span>
    );
  return (
    <span className={styles.lit}>
      <Mark mark={index} name={name} size={20} />
      {got > 1 && <b>×{got}</b>}
      <span className={styles.hidden}>{`${name}: received${got > 1 ? ` ${got} times` : ""}`}</span>
    </span>
  );
}

const withTimes = (name: string, times: number | undefined): string =>
  times === undefined ? name : `${name} (${times} times)`;

/** The latest run of a row: who did it, and what came of it. */
function latest(
  { cameOf, lastEmit }: typeof Sendings,
  trace: Trace,
  emit: string,
): RowProps["latest"] {
  const act = lastEmit(trace, emit);
  if (!act) return undefined;
  const { client } = act;
  return { client, sending: cameOf(trace, { client, emit }, { event: EVENT }) };
}
