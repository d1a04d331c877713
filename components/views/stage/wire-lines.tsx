// The wires between cards and tokens. The one that bears a packet has the receiver's colour.
import type { SessionId } from "#trace/event.ts";
import { sessionsOf } from "./standing.ts";
import styles from "./stage.module.css";
import type { Wire } from "./wires.ts";

export function Wires({
  wires,
  bearing,
}: {
  readonly wires: readonly Wire[];
  /** The sessions on whose wires there is a packet. */
  readonly bearing: ReadonlySet<SessionId>;
}) {
  return (
    <svg className={styles.wires} aria-hidden="true">
      {wires.map(({ card, state, line, edge }) => (
        <g
          key={card.key}
          data-mark={card.is === "one" ? card.client.mark : "none"}
          data-wire={state}
          data-carrier={card.is === "one" ? (card.client.transport ?? "none") : "none"}
          data-many={card.is === "many"}
          data-bears={sessionsOf(card).some((session) => bearing.has(session))}
        >
          <path className={styles.wire} d={line} />
          {card.is === "one" && card.client.transport === "upgrading" && (
            <path className={styles.trial} d={line} />
          )}
          {(state === "refused" || state === "lost") && (
            <path className={styles.cross} d={`M${edge.x - 5} ${edge.y + 6}l10 10m0 -10l-10 10`} />
          )}
        </g>
      ))}
    </svg>
  );
}
