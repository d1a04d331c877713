// What the tables of emits are made of: who runs a row, its code, and the lamp of each who may receive it.
"use client";
import { Fragment } from "react";
import { Mark } from "#components/ui/mark.tsx";
import type { Trace } from "#trace/event.ts";
import styles from "./emit-table.module.css";
import type * as Sendings from "./sendings.ts";
import type { Sending } from "./sendings.ts";

type RunnerProps = {
  readonly people: readonly string[];
  readonly runner: string;
  readonly choose: (name: string) => void;
};

export function Runner({ people, runner, choose }: RunnerProps) {
  return (
    <div className={styles.runner} role="group" aria-label="Whose handler runs it">
      <span>Whose handler runs it?</span>
      {people.map((name, index) => (
        <label key={name} data-mark={index}>
          <input
            type="radio"
            name="runner"
            checked={runner === name}
            onChange={() => choose(name)}
          />
          <Mark mark={index} name={name} size={20} />
          <span className={styles.name}>{name}</span>
        </label>
      ))}
    </div>
  );
}

/** Code that breaks before a dot, where a reader would break it, and after each statement. */
export function Code({ code }: { readonly code: string }) {
  return code.split("; ").map((statement, index) => (
    <Fragment key={statement}>
      {index > 0 && <br />}
      {statement.split(/(?=\.)/u).map((part, place) => (
        <Fragment key={place}>
          {place > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </Fragment>
  ));
}

type LampProps = {
  readonly index: number;
  readonly name: string;
  /** How often it was received; undefined: not run yet. */
  readonly got: number | undefined;
};

export function Lamp({ index, name, got }: LampProps) {
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

/** The latest run of a row: who did it, and what came of it. */
export type Latest = { readonly client: string; readonly sending: Sending | undefined };

/** @param row the event that has the server run it, and the one that is sent then */
export function latest(
  { cameOf, lastEmit }: typeof Sendings,
  trace: Trace,
  { emit, event }: { readonly emit: string; readonly event: string },
): Latest | undefined {
  const act = lastEmit(trace, emit);
  if (!act) return undefined;
  const { client } = act;
  return { client, sending: cameOf(trace, { client, emit }, { event }) };
}
