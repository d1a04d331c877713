// One client, as the person behind it sees it: name, connection, and what has just reached it or has not.
import type { ReactNode } from "react";
import { Mark } from "#components/ui/mark.tsx";
import type { Seq } from "#trace/event.ts";
import type { Passage } from "#trace/lately.ts";
import { spelt } from "#trace/spelt.ts";
import type { Stage } from "#trace/stage.ts";
import type { StageClient } from "#trace/stage-clients.ts";
import styles from "./client-card.module.css";
import { Countdown } from "./countdown.tsx";
import type { CardPlace } from "./layout.ts";
import { type Note, noteOf, seenBy, type Told, stateInFull, stateWords } from "./note.ts";
import { Earlier } from "./earlier.tsx";

/** Of whom there are no packets to wait for. */
const HAS_NONE: ReadonlySet<string> = new Set(["absent", "http"]);

export type Place = {
  readonly place: CardPlace;
  readonly lines: number;
  /** How many lines there are for what came before. */
  readonly earlier: number;
  readonly isSmall: boolean;
  readonly stage: Stage & Told;
  /** The packet of this moment is still seen travelling to it. */
  readonly isUnderWay: boolean;
};

export function ClientCard({
  client,
  isRunning,
  passages,
  children,
  ...place
}: Place & {
  readonly client: StageClient;
  /** Whether time goes on: the moment shown is now. */
  readonly isRunning: boolean;
  /** Undefined until they are known. */
  readonly passages: readonly Passage[] | undefined;
  readonly children: ReactNode;
}) {
  const { name, who, mark, connection, suffers, buffered } = client;
  const note = noteOf(client, place.stage, place.isUnderWay);
  const state = stateWords(client);
  return (
    <Frame {...place} mark={mark} note={note} state={connection.state}>
      <div className={styles.head}>
        <Mark mark={mark} name={name} size={20} />
        <span className={styles.name} data-long={who.length > 9} title={who}>
          {who}
        </span>
        <span
          className={styles.state}
          data-state={connection.state}
          data-suffers={suffers !== undefined}
          title={stateInFull(client)}
        >
          <StateIcon state={connection.state} />
          <span>{state}</span>
        </span>
      </div>
      <Words note={note}>
        {note.until !== undefined && (
          <Countdown until={note.until} at={place.stage.at} isRunning={isRunning} />
        )}
      </Words>
      {place.earlier > 0 && (
        <Earlier
          passages={(passages ?? [])
            .filter(({ seq }) => !isOf(note, seq, place.stage))
            .slice(0, place.earlier)
            .map((one) => seenBy(client.name, one, place.stage))}
          lines={place.earlier}
          isFirst={passages?.length === 0 && !HAS_NONE.has(connection.state)}
        />
      )}
      {children}
      {buffered > 0 && (
        <span className={styles.waiting} title={`${buffered} to send once connected`}>
          {buffered} <i>{buffered === 1 ? "waits" : "wait"} </i>to be sent
        </span>
      )}
    </Frame>
  );
}

/** Whether a note speaks of a packet. */
function isOf({ code }: Note, seq: Seq, { moment }: Pick<Stage, "moment">): boolean {
  return code !== undefined && "seq" in moment && moment.seq === seq;
}

/** So many characters need no second line, which what was sent may have then. */
const ONE_LINE = 20;

export function Words({ note, children }: { readonly note: Note; readonly children?: ReactNode }) {
  const { tone, code } = note;
  const [text, more] = [spelt(note.text), spelt(note.more ?? "")];
  return (
    <div className={styles.note} title={`${text}${more}`}>
      {code !== undefined && <code data-alone={text.length <= ONE_LINE}>{spelt(code)}</code>}
      <span className={styles.words}>
        {tone === "got" && <Tick />}
        {tone === "passed" && <small>not sent: </small>}
        {text}
        {more !== "" && <span className={styles.more}>{more}</span>}
        {children}
      </span>
    </div>
  );
}

export function Frame({
  place: { left, top, width, height, wireX },
  lines,
  isSmall,
  mark,
  note,
  state,
  children,
}: Place & {
  readonly mark: number | undefined;
  readonly note: Note;
  readonly state: StageClient["connection"]["state"];
  readonly children: ReactNode;
}) {
  return (
    <li
      className={styles.card}
      data-mark={mark ?? "none"}
      data-tone={note.tone}
      data-state={state}
      data-small={isSmall}
      data-many={mark === undefined}
      style={{
        transform: `translate(${left}px, ${top}px)`,
        width,
        height,
        ["--lines" as string]: lines,
        ["--wire" as string]: `${Math.min(wireX - left, width - 34)}px`,
      }}
    >
      {children}
    </li>
  );
}

/** A filled dot, a ring, or a cross: the shape says it before the colour does. */
function StateIcon({ state }: { readonly state: StageClient["connection"]["state"] }) {
  const isOff = ["refused", "disconnected", "lost", "gone"].includes(state);
  return (
    <svg width="9" height="9" viewBox="0 0 10 10" aria-hidden="true">
      {isOff ? (
        <path d="M1.5 1.5l7 7m0 -7l-7 7" />
      ) : (
        <circle cx="5" cy="5" r="3.8" data-filled={state === "connected"} />
      )}
    </svg>
  );
}

function Tick() {
  return (
    <svg className={styles.tick} width="11" height="11" viewBox="0 0 12 12" aria-hidden="true">
      <path d="M1.5 6.5l3 3l6 -7" />
    </svg>
  );
}
