// What the programs said and what went wrong, in order, each with the line it came from.
"use client";
import type { EventOf, Side, Trace } from "#trace/event.ts";
import { Place } from "../place.tsx";
import styles from "./log-pane.module.css";
import { useShown } from "./use-shown.ts";

type Said = EventOf<"log"> | EventOf<"fault"> | EventOf<"limit">;

export function LogPane() {
  const { shown } = useShown();
  const said = shown.filter(isSaid);
  if (said.length === 0)
    return (
      <p className={styles.empty}>
        What your programs log, and what goes wrong in them, is written here.
      </p>
    );
  return (
    <ol className={styles.log}>
      {said.map((event) => (
        <li key={event.seq} data-kind={event.kind}>
          <Entry event={event} />
        </li>
      ))}
    </ol>
  );
}

/** How many faults and limits there are: what a tab may count. */
export const troubles = (trace: Trace): number =>
  trace.filter(({ kind }) => kind === "fault" || kind === "limit").length;

const isSaid = (event: Trace[number]): event is Said =>
  event.kind === "log" || event.kind === "fault" || event.kind === "limit";

function Entry({ event }: { readonly event: Said }) {
  switch (event.kind) {
    case "log":
      return (
        <>
          <b className={styles.who}>{nameOf(event.from)}</b>
          <code className={styles.text}>{event.text}</code>
          <Place where={event.where} />
        </>
      );
    case "fault":
      return (
        <>
          <b className={styles.who}>{nameOf(event.from)}</b>
          <span className={styles.text}>
            <strong>{event.name}</strong>: {event.message}
            {event.frame !== "" && <pre className={styles.frame}>{event.frame}</pre>}
          </span>
          <Place where={event.where} />
        </>
      );
    case "limit":
      return (
        <>
          <b className={styles.who}>limit</b>
          <span className={styles.text}>{event.text}</span>
        </>
      );
    default:
      return event satisfies never;
  }
}

const nameOf = (side: Side): string => (side.side === "server" ? "server" : side.client);
