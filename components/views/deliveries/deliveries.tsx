// One thing the server sent: what, from which line, to whom; and for every client whether it came there, and why not.
"use client";
import { useMemo } from "react";
import { castOf } from "#trace/cast.ts";
import { argsWords } from "#trace/deed-words.ts";
import type { Delivery } from "#trace/delivery.ts";
import { deliveryAt, sendings } from "#trace/delivery-at.ts";
import type { Seq, Trace } from "#trace/event.ts";
import { labelOf } from "#trace/stage-sentence.ts";
import { listed, roomWords } from "#trace/stage-words.ts";
import styles from "./deliveries.module.css";
import { Outcomes } from "./outcomes.tsx";

export type DeliveriesProps = {
  /** The events up to the playhead. */
  readonly trace: Trace;
  /** The names of the scene's clients, in their order. */
  readonly scene?: readonly string[];
  /** The delivery with this `seq` is shown; without one, the latest. */
  readonly selected: Seq | undefined;
  readonly onSelect: (seq: Seq) => void;
};

const NOBODY: readonly string[] = [];

export function Deliveries({ trace, scene = NOBODY, selected, onSelect }: DeliveriesProps) {
  const all = useMemo(() => sendings(trace), [trace]);
  const cast = useMemo(() => castOf(trace, scene), [trace, scene]);
  const chosen = selected === undefined ? -1 : all.indexOf(selected);
  const index = chosen < 0 ? all.length - 1 : chosen;
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
        <Sent delivery={delivery} onSelect={onSelect} />
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
  onSelect,
}: {
  readonly delivery: Delivery;
  readonly onSelect: (seq: Seq) => void;
}) {
  const { sent, where, seq } = delivery;
  const args = sent.what === "unreadable" ? undefined : sent.args;
  return (
    <p className={styles.sent}>
      <code>
        {sent.what === "ack" ? "ack" : labelOf(delivery)}
        {sent.what !== "unreadable" && argsWords(args)}
      </code>{" "}
      <span>{scopeWords(delivery)}</span>{" "}
      {where !== undefined && (
        <button type="button" className={styles.line} onClick={() => onSelect(seq)}>
          {where.file}:{where.line}
        </button>
      )}
    </p>
  );
}

function scopeWords(delivery: Delivery): string {
  const inNsp = delivery.nsp === "/" ? "" : ` in ${delivery.nsp}`;
  if (delivery.by === "emit")
    return delivery.sent.what === "ack"
      ? `answers ${delivery.to}${inNsp}`
      : `to ${delivery.to} alone${inNsp}`;
  const rooms = delivery.rooms.map(roomWords);
  const to = rooms.length === 0 ? "to everyone" : `to ${listed(rooms, "and")}`;
  const except = delivery.except.map(roomWords);
  const but = except.length === 0 ? "" : `, except ${listed(except, "and")}`;
  const flags = delivery.flags.length === 0 ? "" : ` (${delivery.flags.join(", ")})`;
  return `${to}${inNsp}${but}${flags}`;
}
