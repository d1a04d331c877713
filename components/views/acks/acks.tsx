// Who asked for an acknowledgement, whether it came, how long that took, and which line sent it.
"use client";
import { useMemo } from "react";
import { FirstOf } from "#components/ui/first-of.tsx";
import { Mark } from "#components/ui/mark.tsx";
import table from "#components/ui/table.module.css";
import { type AckFault, ackFaults } from "#trace/ack-faults.ts";
import { ackWords } from "#trace/ack-words.ts";
import { type Ack, type AckOf, acks } from "#trace/acks.ts";
import { type Actor, castOf } from "#trace/cast.ts";
import { argsWords, inNsp } from "#trace/deed-words.ts";
import type { Position, Seq, Trace } from "#trace/event.ts";
import { durationWords } from "#trace/duration-words.ts";
import { spelt } from "#trace/spelt.ts";
import styles from "./acks.module.css";

export type AcksProps = {
  /** The events up to the playhead. */
  readonly trace: Trace;
  /** The names of the scene's clients, in their order. */
  readonly scene?: readonly string[];
  readonly selected: Seq | undefined;
  /** What caused the selected event and what it caused. */
  readonly kin?: ReadonlySet<Seq> | undefined;
  /** Goes to one event and looks at another, which may be the same. */
  readonly onGo: (to: Seq, selected: Seq) => void;
  /** Shows a line of the program. */
  readonly onLine: (where: Position) => void;
};

const NOBODY: readonly string[] = [];
const MOST = 60;
const MOST_ASKED = 8;

export function Acks({ trace, scene = NOBODY, ...looked }: AcksProps) {
  const asked = useMemo(() => acks(trace), [trace]);
  const faults = useMemo(() => ackFaults(trace), [trace]);
  const cast = useMemo(() => castOf(trace, scene), [trace, scene]);
  if (asked.length === 0 && faults.length === 0)
    return (
      <p className={table.empty}>
        Nobody has asked for an acknowledgement yet. Tick “Ask for an acknowledgement” where a
        client emits, behind its “…”, or emit with a callback: <code>emit("add", 2, callback)</code>
        . Each question is listed here, with its answer.
      </p>
    );
  return (
    <section className={table.pane} aria-label="Acknowledgements">
      {faults.map((fault) => (
        <Unasked key={fault.seq} fault={fault} {...looked} />
      ))}
      <FirstOf all={asked} most={MOST} what="questions" isLatest>
        {(some, earlier) => (
          <>
            {earlier}
            <table className={`${table.table} ${styles.acks}`}>
              <thead>
                <tr>
                  <th scope="col">Who asks</th>
                  <th scope="col">What</th>
                  <th scope="col">Whom, and what came back</th>
                </tr>
              </thead>
              <tbody>
                {some.map((ack) => (
                  <Row key={`${ack.seq} ${ack.id}`} ack={ack} cast={cast} {...looked} />
                ))}
              </tbody>
            </table>
          </>
        )}
      </FirstOf>
    </section>
  );
}

type Looked = Pick<AcksProps, "selected" | "kin" | "onGo" | "onLine">;

function Row({
  ack,
  cast,
  selected,
  kin,
  onGo,
  onLine,
}: Looked & { readonly ack: Ack; readonly cast: readonly Actor[] }) {
  const { seq, at, who, client, event, args, nsp, id, where, of } = ack;
  // Where it is known what became of it.
  const known = of.reduce(
    (last, { state }) => ("seq" in state && state.seq > last ? state.seq : last),
    seq,
  );
  const others = of.length - MOST_ASKED;
  return (
    <tr data-selected={seq === selected}>
      <th scope="row">
        <Who who={who} client={client} cast={cast} />
      </th>
      <td>
        <button
          type="button"
          className={table.moment}
          aria-current={seq === selected ? "step" : undefined}
          data-kin={kin?.has(seq) ?? false}
          onClick={() => onGo(known, seq)}
        >
          <code>
            {spelt(event)}
            {spelt(argsWords(args))}
          </code>
        </button>
        <small className={styles.about}>
          asked at {durationWords(at)}
          {spelt(inNsp(nsp))}
          {id !== undefined && <>, ack {id}</>} <Line where={where} onLine={onLine} />
        </small>
      </td>
      <td>
        <ul className={styles.of}>
          {of.slice(0, MOST_ASKED).map((one, place) => (
            <li key={`${one.who} ${place}`}>
              <Became ack={ack} of={one} cast={cast} {...{ kin, onGo, onLine }} />
            </li>
          ))}
          {others > 0 && (
            <li className={table.soft}>
              and {others} others: {answered(of.slice(MOST_ASKED))} answered
            </li>
          )}
        </ul>
        {of.length > 1 && (
          <small className={styles.about}>
            {answered(of)} of {of.length} answered
          </small>
        )}
        {of.length === 0 && <span className={table.soft}>nobody was there to be asked</span>}
      </td>
    </tr>
  );
}

const answered = (of: readonly AckOf[]): number =>
  of.filter(({ state }) => state.state === "answered").length;

const SIGNS = { waiting: "…", answered: "✓", "timed out": "!", lost: "×" } as const;

function Became({
  ack,
  of,
  cast,
  kin,
  onGo,
  onLine,
}: Pick<Looked, "kin" | "onGo" | "onLine"> & {
  readonly ack: Ack;
  readonly of: AckOf;
  readonly cast: readonly Actor[];
}) {
  const { state } = of;
  const words = spelt(ackWords(ack, of));
  return (
    <div className={styles.became} data-state={state.state}>
      <Who who={of.who} client={of.client} cast={cast} />
      <span className={styles.sign} aria-hidden="true">
        {SIGNS[state.state]}
      </span>
      {"seq" in state ? (
        <button
          type="button"
          className={table.moment}
          data-kin={kin?.has(state.seq) ?? false}
          onClick={() => onGo(state.seq, state.seq)}
        >
          {words}
        </button>
      ) : (
        <span>{words}</span>
      )}
      {state.state === "answered" && <Line where={state.where} onLine={onLine} />}
    </div>
  );
}

function Who({
  who,
  client,
  cast,
}: {
  readonly who: string;
  readonly client: string | undefined;
  readonly cast: readonly Actor[];
}) {
  const mark = cast.find(({ name }) => name === client)?.mark;
  return (
    <span className={table.who}>
      {mark !== undefined && client !== undefined && <Mark mark={mark} name={client} size={18} />}
      {spelt(who)}
    </span>
  );
}

function Line({
  where,
  onLine,
}: {
  readonly where: Position | undefined;
  readonly onLine: (where: Position) => void;
}) {
  if (where === undefined) return null;
  return (
    <button type="button" className={table.line} onClick={() => onLine(where)}>
      {where.file}:{where.line}
    </button>
  );
}

function Unasked({ fault, onGo, onLine }: Looked & { readonly fault: AckFault }) {
  return (
    <p className={styles.unasked}>
      <button type="button" className={table.moment} onClick={() => onGo(fault.seq, fault.seq)}>
        {spelt(fault.message)}
      </button>{" "}
      {spelt(fault.client)} sent {spelt(fault.event)} without asking for an acknowledgement, so
      there is no callback to call. <Line where={fault.where} onLine={onLine} />
    </p>
  );
}
