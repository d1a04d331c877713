// A sheet for each client and connection: its names, its transport, its heartbeat, what has passed, and its own account.
"use client";
import { type ReactNode, useMemo } from "react";
import { FirstOf } from "#components/ui/first-of.tsx";
import { Mark } from "#components/ui/mark.tsx";
import { Roving } from "#components/ui/roving.tsx";
import table from "#components/ui/table.module.css";
import { type ClientSheet, clientSheets } from "#trace/client-sheets.ts";
import { connectionWords, heartbeatWords, historyWords, passedWords } from "#trace/client-words.ts";
import type { Seq, Trace } from "#trace/event.ts";
import { spelt } from "#trace/spelt.ts";
import styles from "./clients.module.css";

export type ClientsProps = {
  /** The events up to the playhead. */
  readonly trace: Trace;
  /** The names of the scene's clients, in their order. */
  readonly scene?: readonly string[];
  readonly selected: Seq | undefined;
  /** What caused the selected event and what it caused. */
  readonly kin?: ReadonlySet<Seq> | undefined;
  readonly onGo: (to: Seq) => void;
};

const NOBODY: readonly string[] = [];
const MOST = 12;
const MOST_MOMENTS = 12;

export function Clients({ trace, scene = NOBODY, ...looked }: ClientsProps) {
  const sheets = useMemo(() => clientSheets(trace, scene), [trace, scene]);
  if (sheets.length === 0)
    return (
      <p className={table.empty}>
        No client has come yet. Press Run, or connect one of your own: each has a sheet here with
        its ids, its transport, its heartbeat and its story.
      </p>
    );
  return (
    <section className={table.pane} aria-label="Clients">
      <p className={table.say}>
        A socket.id and a sid belong to one connection: whoever connects again has others.
      </p>
      <FirstOf all={sheets} most={MOST} what="clients">
        {(some, more) => (
          <>
            <ul className={styles.sheets}>
              {some.map((sheet) => (
                <li key={`${sheet.name} ${sheet.session ?? ""}`}>
                  <Sheet sheet={sheet} {...looked} />
                </li>
              ))}
            </ul>
            {more}
          </>
        )}
      </FirstOf>
    </section>
  );
}

type Looked = Pick<ClientsProps, "selected" | "kin" | "onGo">;

function Sheet({ sheet, ...looked }: Looked & { readonly sheet: ClientSheet }) {
  const { who, name, mark, connection, its, transport, suffers, buffered, refusals } = sheet;
  const { traffic, before } = sheet;
  return (
    <article className={styles.sheet} aria-label={spelt(who)}>
      <h3 className={styles.head} data-state={connection.state}>
        <span className={table.who}>
          <Mark mark={mark} name={name} size={20} />
          {spelt(who)}
        </span>
        <span className={styles.state}>{spelt(connectionWords(connection))}</span>
        {suffers !== undefined && <span className={styles.suffers}>{suffers}</span>}
      </h3>
      <dl className={styles.facts}>
        {its?.sockets.map(({ nsp, id, end }) => (
          <Fact key={`${nsp} ${id}`} name={`socket.id${nsp === "/" ? "" : ` in ${nsp}`}`}>
            <code>{spelt(id)}</code>
            {end.state === "closed" && <> closed: {spelt(end.reason)}</>}
          </Fact>
        ))}
        {its !== undefined && (
          <Fact name="Engine.IO sid">
            <code>{spelt(its.sid)}</code>
          </Fact>
        )}
        {its !== undefined && (
          <Fact name="transport">
            {transport ?? its.transport}
            {its.upgraded !== undefined && (
              <>
                {" since "}
                <Moment
                  seq={its.upgraded.seq}
                  look="line"
                  label={spelt(`Go to where ${who} moved to WebSocket`)}
                  {...looked}
                >
                  {Math.round(its.upgraded.at)} ms
                </Moment>
              </>
            )}
          </Fact>
        )}
        {its !== undefined && (
          <>
            <Fact name="ping until pong">{heartbeatWords(traffic.heartbeats)}</Fact>
            <Fact name="sent">{passedWords(traffic.sent)}</Fact>
            <Fact name="received">{passedWords(traffic.received)}</Fact>
          </>
        )}
        {buffered > 0 && <Fact name="buffered">{buffered} to send once connected</Fact>}
        {refusals.map(({ nsp, why }) => (
          <Fact key={nsp} name={`refused in ${nsp}`}>
            {spelt(why)}
          </Fact>
        ))}
        {before.length > 0 && (
          <Fact name="before">
            {before.length === 1
              ? "1 connection that is over"
              : `${before.length} connections that are over`}
          </Fact>
        )}
      </dl>
      <History sheet={sheet} {...looked} />
    </article>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{spelt(name)}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function History({ sheet: { history, who }, ...looked }: Looked & { readonly sheet: ClientSheet }) {
  if (history.length === 0) return null;
  const shown = history.slice(-MOST_MOMENTS);
  const earlier = history.length - shown.length;
  return (
    <>
      {earlier > 0 && <small className={table.soft}>{earlier} more before these</small>}
      <Roving label={spelt(`What became of ${who}`)} className={table.marks} count={shown.length}>
        {(tabStop) =>
          shown.map((moment, place) => (
            <Moment key={moment.seq} seq={moment.seq} tabIndex={tabStop(place)} {...looked}>
              <span className={table.soft}>{Math.round(moment.at)}</span>
              {spelt(historyWords(moment))}
            </Moment>
          ))
        }
      </Roving>
    </>
  );
}

function Moment({
  seq,
  look = "moment",
  label,
  selected,
  kin,
  tabIndex,
  onGo,
  children,
}: Looked & {
  readonly seq: Seq;
  readonly look?: "moment" | "line";
  readonly label?: string;
  readonly tabIndex?: 0 | -1;
  readonly children: ReactNode;
}) {
  return (
    <button
      type="button"
      className={table[look]}
      aria-label={label}
      aria-current={seq === selected ? "step" : undefined}
      data-kin={kin?.has(seq) ?? false}
      tabIndex={tabIndex}
      onClick={() => onGo(seq)}
    >
      {children}
    </button>
  );
}
