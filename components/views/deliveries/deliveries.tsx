// One thing the server sent: what, from which line, to whom; and for every client whether it came there, and why not.
"use client";
import { useMemo } from "react";
import { castOf } from "#trace/cast.ts";
import { argsWords } from "#trace/deed-words.ts";
import type { Delivery } from "#trace/delivery.ts";
import { deliveryAt, sendings } from "#trace/delivery-at.ts";
import type { Position, Seq, Trace } from "#trace/event.ts";
import { spelt } from "#trace/spelt.ts";
import { labelOf } from "#trace/stage-sentence.ts";
import { scopeWords } from "#trace/stage-words.ts";
import styles from "./deliveries.module.css";
import { Outcomes } from "./outcomes.tsx";

export type DeliveriesProps = {
  /** The events up to the playhead. */
  readonly trace: Trace;
  /** The whole run: what one can go to. */
  readonly run: Trace;
  /** The names of the scene's clients, in their order. */
  readonly scene?: readonly string[];
  /** The delivery with this `seq` is shown; without one, the latest up to the playhead. */
  readonly selected: Seq | undefined;
  /** Asks that one be looked at, in every view. */
  readonly onSelect: (seq: Seq) => void;
  /** Shows the line of the program that sent it. */
  readonly onLine: (where: Position) => void;
};

const NOBODY: readonly string[] = [];

export function Deliveries({
  trace,
  run,
  scene = NOBODY,
  selected,
  onSelect,
  onLine,
}: DeliveriesProps) {
  const all = useMemo(() => sendings(run), [run]);
  const cast = useMemo(() => castOf(trace, scene), [trace, scene]);
  const end = trace.at(-1)?.seq ?? -1;
  const chosen = selected === undefined || selected > end ? -1 : all.indexOf(selected);
  const index = chosen < 0 ? all.findLastIndex((seq) => seq <= end) : chosen;
  const shown = all[index];
  const delivery = useMemo(
    () => (shown === undefined ? undefined : deliveryAt(trace, shown)),
    [trace, shown],
  );
  if (delivery === undefined)
    return (
      <p className={styles.empty}>
        Nothing has been sent yet. When your server emits, this says who received it, who did not,
        and why.
      </p>
    );
  const step = (by: number): void => {
    const next = all[index + by];
    if (next !== undefined) onSelect(next);
  };
  return (
    <section className={styles.deliveries} aria-label="Deliveries">
      <div className={styles.head}>
        <Sent delivery={delivery} onLine={onLine} />
        <div className={styles.steps}>
          <button type="button" disabled={index === 0} onClick={() => step(-1)}>
            <span aria-hidden="true">‹</span>
            <span className={styles.onlyRead}>The one before</span>
          </button>
          <span>
            {index + 1} of {all.length}
          </span>
          <button type="button" disabled={index === all.length - 1} onClick={() => step(1)}>
            <span aria-hidden="true">›</span>
            <span className={styles.onlyRead}>The next one</span>
          </button>
        </div>
      </div>
      <Outcomes delivery={delivery} cast={cast} scene={scene} />
    </section>
  );
}

function Sent({
  delivery,
  onLine,
}: {
  readonly delivery: Delivery;
  readonly onLine: DeliveriesProps["onLine"];
}) {
  const { sent, where } = delivery;
  const args = sent.what === "unreadable" ? undefined : sent.args;
  return (
    <p className={styles.sent}>
      <code>
        {spelt(sent.what === "ack" ? "ack" : labelOf(delivery))}
        {sent.what !== "unreadable" && spelt(argsWords(args))}
      </code>{" "}
      <span>{spelt(scopeWords(delivery))}</span>{" "}
      {where !== undefined && (
        <button type="button" className={styles.line} onClick={() => onLine(where)}>
          {where.file}:{where.line}
        </button>
      )}
    </p>
  );
}
