// One thing that was sent, by the server or by a client: what, from which line, to whom; and for every client whether it
// came there, and why not.
"use client";
import { useMemo, useState } from "react";
import { acks } from "#trace/acks.ts";
import { ackWords } from "#trace/ack-words.ts";
import { allSendings, isWhose, type Sending, sendingOf, type Whose } from "#trace/all-sendings.ts";
import { type Actor, castOf } from "#trace/cast.ts";
import { clientSendings } from "#trace/client-sendings.ts";
import { deliveryAt } from "#trace/delivery-at.ts";
import type { Position, Seq, Trace } from "#trace/event.ts";
import type { Kin } from "#trace/kin.ts";
import { arrivalRows } from "./arrival-rows.ts";
import styles from "./deliveries.module.css";
import { NothingSent } from "./nothing-sent.tsx";
import { Outcomes, Rows } from "./outcomes.tsx";
import { Picker } from "./picker.tsx";
import { Sent, SentByClient } from "./sent.tsx";
import { SendingsList } from "./sendings-list.tsx";

export type DeliveriesProps = {
  /** The events up to the playhead. */
  readonly trace: Trace;
  /** The whole run: what one can go to. */
  readonly run: Trace;
  /** The names of the scene's clients, in their order. */
  readonly scene?: readonly string[];
  /** Those of them that run no code. */
  readonly onlookers?: ReadonlySet<string>;
  /** The sending of this event is shown; without one, the latest up to the playhead. */
  readonly selected: Seq | undefined;
  /** What caused the selected event, and what it caused. */
  readonly kin?: Kin | undefined;
  /** Asks that one be looked at, in every view. */
  readonly onSelect: (seq: Seq) => void;
  /** Shows the line of the program that sent it. */
  readonly onLine: (where: Position) => void;
  /** Where that line stands by now, if the program was changed since it ran. */
  readonly nowAt?: (where: Position) => Position;
  /** Shows the bytes that carried it. */
  readonly onBytes?: (seq: Seq) => void;
};

const NOBODY: readonly string[] = [];

export function Deliveries(props: DeliveriesProps) {
  const { trace, run, scene = NOBODY, selected, kin, onSelect, onLine, nowAt } = props;
  const { onBytes, onlookers } = props;
  const [wished, setAsked] = useState<Whose>();
  const [isListed, setListed] = useState(false);
  const everything = useMemo(() => allSendings(run), [run]);
  // Unless somebody has chosen, what the server sent; as long as that is nothing, what there is.
  const asked = wished ?? (everything.some(({ by }) => by === "server") ? "server" : "all");
  const cast = useMemo(() => castOf(trace, scene), [trace, scene]);
  const end = trace.at(-1)?.seq ?? -1;
  const chosen = useMemo(() => sendingOf(everything, selected, kin), [everything, selected, kin]);
  // What is selected is shown, whoever sent it.
  const whose = chosen === undefined || isWhose(chosen, asked) ? asked : "all";
  const all = useMemo(() => everything.filter((one) => isWhose(one, whose)), [everything, whose]);
  const place = chosen === undefined || chosen.seq > end ? -1 : all.indexOf(chosen);
  const index = place < 0 ? all.findLastIndex(({ seq }) => seq <= end) : place;
  const shown = all[index];
  const senders = useMemo(
    () => new Set(everything.flatMap((one) => (one.by === "client" ? [one.sending.client] : []))),
    [everything],
  );
  const picker = (
    <Picker
      index={index}
      count={all.length}
      whose={whose}
      clients={cast.flatMap(({ name }) => (senders.has(name) ? [name] : []))}
      onWhose={setAsked}
      isListed={isListed}
      onList={setListed}
      onStep={(by) => {
        const next = all[index + by];
        if (next !== undefined) onSelect(next.seq);
      }}
    />
  );
  if (shown === undefined)
    return (
      <>
        <NothingSent />
        {everything.length > 0 && <div className={styles.deliveries}>{picker}</div>}
      </>
    );
  return (
    <section className={styles.deliveries} aria-label="Deliveries">
      <Shown {...{ trace, scene, cast, onLine, nowAt, onlookers }} sending={shown}>
        {onBytes !== undefined && (
          <button type="button" className={styles.line} onClick={() => onBytes(shown.seq)}>
            bytes
          </button>
        )}
        {picker}
        {isListed && (
          <SendingsList all={all} index={index} cast={cast} kin={kin?.seqs} onChoose={onSelect} />
        )}
      </Shown>
    </section>
  );
}

type ShownProps = Pick<DeliveriesProps, "trace" | "onLine"> & {
  readonly nowAt: DeliveriesProps["nowAt"] | undefined;
  readonly sending: Sending;
  readonly scene: readonly string[];
  readonly onlookers: ReadonlySet<string> | undefined;
  readonly cast: readonly Actor[];
  readonly children: React.ReactNode;
};

function Shown({ sending, trace, scene, cast, onlookers, onLine, nowAt, children }: ShownProps) {
  const { by, seq } = sending;
  const delivery = useMemo(
    () => (by === "server" ? deliveryAt(trace, seq) : undefined),
    [trace, by, seq],
  );
  const ofClient = useMemo(() => {
    if (sending.by === "server") return undefined;
    const { act } = sending.sending;
    // As of the playhead it may not have arrived.
    return clientSendings(trace).find(
      (one) => one.seq === seq || (act !== undefined && one.act === act),
    );
  }, [trace, seq, sending]);
  const wantsAck =
    delivery?.sent.what === "event" ? delivery.sent.ack !== undefined : ofClient?.wantsAck;
  const answers = useMemo(() => {
    const asked = wantsAck ? acks(trace).find((one) => one.seq === seq) : undefined;
    return new Map(
      asked?.of.map((of) => [of.who, `${capital(ackWords(asked, of))}.`] as const) ?? [],
    );
  }, [trace, seq, wantsAck]);
  return (
    <>
      <div className={styles.head}>
        {delivery && <Sent delivery={delivery} onLine={onLine} nowAt={nowAt} />}
        {ofClient && <SentByClient sending={ofClient} />}
        {children}
      </div>
      {delivery && <Outcomes {...{ delivery, cast, scene, answers, onlookers }} />}
      {ofClient && (
        <Rows rows={arrivalRows(ofClient, { cast, answer: [...answers.values()][0] })} />
      )}
    </>
  );
}

const capital = (words: string): string => words.replace(/^./, (first) => first.toUpperCase());
