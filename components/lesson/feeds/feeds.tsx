// The same prices on several ways, side by side: a slider that tells the server how often there is a new one, and what
// each way cost since. All of it is measured in the trace.
"use client";
import { Fragment, useState } from "react";
import { Mark } from "#components/ui/mark.tsx";
import { marked } from "#trace/cast.ts";
import type { Seq, Trace, TraceEvent } from "#trace/event.ts";
import { feeds } from "#trace/feeds.ts";
import { usePerform } from "../use-perform.ts";
import styles from "./feeds.module.css";
import { RATES, rateWords, ROWS, stateOf, summaryOf } from "./words.ts";

type Props = {
  /** Who gets the prices, each in its way. */
  readonly of: readonly string[];
  /** Who tells the server how often they come. */
  readonly client: string;
};

/** A rate that was asked for, how the run began in which it was, and where the stretch did that was measured then. */
type Asked = {
  readonly rate: number;
  readonly run: TraceEvent | undefined;
  readonly after: Seq | undefined;
};

const PATH = "/rate";
const NO_TRACE: Trace = [];

export function Feeds({ of: clients, client }: Props) {
  const { workbench, people, perform, isWaiting } = usePerform();
  const [asked, setAsked] = useState<Asked>();
  const trace = workbench?.lessonRun.trace ?? NO_TRACE;
  const measured = feeds(trace, { clients, path: PATH });
  const marks = new Map(marked(people).map(({ name, mark }) => [name, mark]));
  // What has just been asked for is not yet in the trace.
  const isNews = isWaiting || (asked?.run === trace[0] && asked?.after === measured?.seq);
  const perSecond = asked && isNews ? asked.rate : (measured?.perSecond ?? 0);
  const nearest = RATES.findLastIndex((rate) => rate <= perSecond);
  const phase = workbench?.lessonRun.phase.phase;

  const set = (rate: number) => {
    setAsked({ rate, run: trace[0], after: measured?.seq });
    perform({ client, post: PATH, body: { perSecond: rate } });
  };

  return (
    <section className={styles.frame} aria-label="The same prices, side by side">
      <label className={styles.rate}>
        <span>
          How often does the price change? <b>{rateWords(perSecond)}</b>
        </span>
        <input
          type="range"
          min={0}
          max={RATES.length - 1}
          step={1}
          value={Math.max(0, nearest)}
          aria-valuetext={rateWords(perSecond)}
          aria-busy={isWaiting}
          onChange={({ currentTarget }) => set(RATES[Number(currentTarget.value)] ?? 0)}
        />
        <span className={styles.ends} aria-hidden="true">
          <span>never</span>
          <span>{rateWords(RATES.at(-1) ?? 0)}</span>
        </span>
      </label>
      <p className={styles.state} role="status">
        {stateOf({ measured, isWaiting, isRunning: phase === "running" })}
      </p>
      <div className={styles.scroll} tabIndex={0} role="group" aria-label="What each way cost">
        <table className={styles.table}>
          <caption className={styles.hidden}>What each way cost since the slider was moved</caption>
          <thead>
            <tr>
              <td />
              {clients.map((name) => (
                <th key={name} scope="col" data-mark={marks.get(name)}>
                  <Mark mark={marks.get(name) ?? 0} name={name} size={18} />
                  <span>{name}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {ROWS.map(({ title, value, words }) => {
              const values = clients.map((name) => {
                const own = measured?.feeds.find((feed) => feed.client === name);
                return measured && own && value(own, measured);
              });
              const most = Math.max(...values.map((one) => one ?? 0));
              return (
                <tr key={title}>
                  <th scope="row">{title}</th>
                  {values.map((one, index) => (
                    <td key={clients[index]} data-mark={marks.get(clients[index] ?? "")}>
                      {one === undefined ? "–" : words(one)}
                      <span
                        className={styles.bar}
                        style={{ inlineSize: `${most > 0 ? ((one ?? 0) / most) * 100 : 0}%` }}
                      />
                    </td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {measured && (
        <p className={styles.sum}>
          {summaryOf(measured).map((line) => (
            <Fragment key={line}>{line} </Fragment>
          ))}
        </p>
      )}
    </section>
  );
}
