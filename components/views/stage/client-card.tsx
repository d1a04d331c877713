// One client, as the person behind it sees it: name, connection, and what has just reached it or has not.
import type { ReactNode } from "react";
import { Mark } from "#components/ui/mark.tsx";
import type { Stage } from "#trace/stage.ts";
import type { StageClient } from "#trace/stage-clients.ts";
import { noteOf, stateWords } from "./note.ts";
import styles from "./client-card.module.css";

export function ClientCard({
  client,
  stage,
  children,
}: {
  readonly client: StageClient;
  readonly stage: Stage;
  readonly children: ReactNode;
}) {
  const { name, who, mark, connection } = client;
  const note = noteOf(client, stage);
  return (
    <li
      className={styles.card}
      data-mark={mark}
      data-tone={note.tone}
      data-state={connection.state}
    >
      <div className={styles.head}>
        <Mark mark={mark} name={name} size={24} />
        <span className={styles.name}>{who}</span>
        <span className={styles.state} data-state={connection.state}>
          <StateIcon state={connection.state} />
          {stateWords(client)}
        </span>
      </div>
      <div className={styles.note} title={note.text}>
        {note.code !== undefined && <code>{note.code}</code>}
        <span>
          {note.tone === "got" && <Tick />}
          {note.tone === "passed" && <small>not sent: </small>}
          {note.text}
        </span>
      </div>
      {children}
    </li>
  );
}

/** A filled dot, a ring, or a cross: the shape says it before the colour does. */
function StateIcon({ state }: { readonly state: StageClient["connection"]["state"] }) {
  const isOff = state === "refused" || state === "disconnected" || state === "gone";
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
