// The wires between cards and tokens. The one that bears a packet has the receiver's colour.
import type { Stage } from "#trace/stage.ts";
import type { Packet } from "./packets.ts";
import styles from "./stage.module.css";
import type { Wire } from "./wires.ts";

export function Wires({
  wires,
  stage,
  packets,
}: {
  readonly wires: readonly Wire[];
  readonly stage: Stage;
  readonly packets: readonly Packet[];
}) {
  const bears = new Set(packets.map(({ wire }) => wire));
  return (
    <svg className={styles.wires} aria-hidden="true">
      {wires.map(({ key, client, token, down, edge }) => {
        const about = stage.clients.find(({ name }) => name === client);
        const isRefused = about?.connection.state === "refused";
        return (
          <g
            key={key}
            data-mark={about?.mark}
            data-wire={token !== undefined ? "open" : isRefused ? "refused" : "opening"}
            data-bears={bears.has(key)}
          >
            <path className={styles.wire} d={down} style={{ d: `path("${down}")` }} />
            {isRefused && token === undefined && (
              <path
                className={styles.cross}
                d={`M${edge.x - 5} ${edge.y - 5}l10 10m0 -10l-10 10`}
              />
            )}
          </g>
        );
      })}
    </svg>
  );
}
