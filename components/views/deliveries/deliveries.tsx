// One thing the server sent: what, from which line, to whom; and for every client whether it came there, and why not.
"use client";
import { useMemo } from "react";
import { Mark } from "#components/ui/mark.tsx";
import { castOf } from "#trace/cast.ts";
import { argsWords } from "#trace/deed-words.ts";
import { deliveries } from "#trace/deliveries.ts";
import type { Delivery, Outcome } from "#trace/delivery.ts";
import type { Seq, Trace } from "#trace/event.ts";
import { sentence } from "#trace/sentence.ts";
import { labelOf } from "#trace/stage-sentence.ts";
import { listed, roomWords } from "#trace/stage-words.ts";
import styles from "./deliveries.module.css";

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
  const all = useMemo(() => deliveries(trace), [trace]);
  const chosen = all.findIndex(({ seq }) => seq === selected);
  const index = chosen < 0 ? all.length - 1 : chosen;
  const delivery = all[index];
  if (delivery === undefined)
    return (
      <p className={styles.empty}>
        Nothing has been sent yet. When your server emits, this says who received it, who did not,
        and why.
      </p>
    );
  const step = (by: number): void => {
    const next = all[index + by];
    if (next !== undefined) onSelect(next.seq);
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
      <Outcomes delivery={delivery} trace={trace} scene={scene} />
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

function Outcomes({
  delivery,
  trace,
  scene,
}: {
  readonly delivery: Delivery;
  readonly trace: Trace;
  readonly scene: readonly string[];
}) {
  const cast = useMemo(() => castOf(trace, scene), [trace, scene]);
  const place = new Map(cast.map(({ name }, i) => [name, i]));
  const rows = delivery.outcomes
    .filter(
      ({ client, result }) => scene.length === 0 || scene.includes(client) || !isAbsent(result),
    )
    .toSorted((a, b) => (place.get(a.client) ?? 0) - (place.get(b.client) ?? 0));
  return (
    <table className={styles.outcomes}>
      <thead className={styles.onlyRead}>
        <tr>
          <th scope="col">Client</th>
          <th scope="col">Outcome</th>
          <th scope="col">Why</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((outcome) => {
          const { client, session, who } = outcome;
          const { state, label } = verdictOf(outcome);
          const mark = cast.find(({ name }) => name === client)?.mark ?? 0;
          return (
            <tr key={`${client} ${session}`} data-outcome={state}>
              <th scope="row">
                <span className={styles.who} data-mark={mark}>
                  <Mark mark={mark} name={client} />
                  {who}
                </span>
              </th>
              <td className={styles.verdict}>
                <Icon state={state} />
                {label}
              </td>
              <td>{sentence(delivery, outcome)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** A program from outside that has gone, or only ever asked over HTTP, is nobody whom an event could have reached. */
const isAbsent = (result: Outcome["result"]): boolean =>
  result.result === "not-sent" && result.reason === "not-connected";

type Verdict = Readonly<{ state: "received" | "under way" | "failed" | "not sent"; label: string }>;

function verdictOf({ result }: Outcome): Verdict {
  switch (result.result) {
    case "handled":
      return { state: "received", label: "received" };
    case "no-listener":
      return { state: "failed", label: "unheard" };
    case "sent":
      return { state: "under way", label: "sent" };
    case "dropped":
      return { state: "failed", label: "dropped" };
    case "not-sent":
      return { state: "not sent", label: "not sent" };
    default:
      return result satisfies never;
  }
}

const ICONS: Readonly<Record<Verdict["state"], string>> = {
  received: "M1.5 6.5l3 3l6 -7",
  "under way": "M1 6h9m-3.5 -3.5l3.5 3.5l-3.5 3.5",
  failed: "M6 1.5v5.5m0 2.6v.6",
  "not sent": "M2 6h8",
};

function Icon({ state }: { readonly state: Verdict["state"] }) {
  return (
    <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
      <path d={ICONS[state]} />
    </svg>
  );
}
