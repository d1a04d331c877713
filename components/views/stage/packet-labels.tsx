// Packets on their wires: labels that travel once and lie where they arrived. They are buttons: pressing one selects it.
import { type Packet, TRAVEL_MS } from "./packets.ts";
import styles from "./packet-labels.module.css";

export function Packets({
  packets,
  isSelected,
  onSelect,
}: {
  readonly packets: readonly Packet[];
  readonly isSelected: boolean;
  readonly onSelect: () => void;
}) {
  return packets.map(({ key, label, direction, way, mark, client, delay, isOld }) => (
    <button
      key={key}
      type="button"
      className={styles.packet}
      data-mark={mark ?? "none"}
      data-direction={direction}
      data-old={isOld}
      aria-pressed={isSelected}
      aria-label={
        direction === "up"
          ? `${label} from ${client}: look at it`
          : `${label} to ${client}: look at it`
      }
      onClick={onSelect}
      style={{
        offsetPath: `path("${way}")`,
        animationDuration: `${TRAVEL_MS}ms`,
        animationDelay: `${delay}ms`,
      }}
    >
      <svg width="8" height="9" viewBox="0 0 8 9" aria-hidden="true">
        <path d={direction === "up" ? "M4 8.5V1M1 4l3 -3l3 3" : "M4 .5V8M1 5l3 3l3 -3"} />
      </svg>
      <span>{label}</span>
    </button>
  ));
}
