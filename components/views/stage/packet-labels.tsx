// Packets on their wires: labels that travel once, and those of the moment lie where they arrived. They are buttons:
// pressing one selects what it is a packet of.
import type { Seq, SessionId } from "#trace/event.ts";
import { spelt } from "#trace/spelt.ts";
import type { StageClient } from "#trace/stage-clients.ts";
import type { Air, Flying } from "./air.ts";
import styles from "./packet-labels.module.css";
import type { Point } from "./layout.ts";
import { sessionsOf } from "./standing.ts";
import type { Wire } from "./wires.ts";

type Props = {
  readonly air: Air;
  readonly wires: readonly Wire[];
  readonly clients: readonly StageClient[];
  readonly resting: ReadonlySet<number>;
  /** Those of this moment that nobody has reported yet, by session. */
  readonly awaited: ReadonlySet<SessionId>;
  readonly selected: Seq | undefined;
  readonly kin: ReadonlySet<Seq> | undefined;
  readonly onSelect: (seq: Seq) => void;
};

export function Packets({ air, wires, clients, resting, awaited, selected, kin, onSelect }: Props) {
  const wireOf = new Map(wires.flatMap((wire) => sessionsOf(wire.card).map((id) => [id, wire])));
  const marks = new Map(clients.map(({ name, mark }) => [name, mark]));
  // A broadcast to many is one packet on a wire that they share.
  const drawn = new Map<string, readonly [Flying, Wire]>();
  for (const flying of air) {
    const wire = wireOf.get(flying.session);
    if (wire === undefined) continue;
    const key =
      wire.card.is === "one" ? flying.key : `${flying.direction} ${flying.seq} ${wire.card.key}`;
    if (!drawn.has(key)) drawn.set(key, [flying, wire]);
  }
  return [...drawn].map(([key, [flying, wire]]) => (
    <Packet
      key={key}
      flying={flying}
      wire={wire}
      mark={flying.sender === undefined ? undefined : marks.get(flying.sender)}
      rests={resting.has(flying.seq)}
      isAwaited={flying.direction === "down" && awaited.has(flying.session)}
      isSelected={flying.seq === selected}
      isKin={kin?.has(flying.seq) ?? false}
      onSelect={() => onSelect(flying.seq)}
    />
  ));
}

function Packet({
  flying: { label, direction, nsp, isDropped, count, start, launchedAt, travel },
  wire,
  mark,
  rests,
  isAwaited,
  isSelected,
  isKin,
  onSelect,
}: {
  readonly flying: Flying;
  readonly wire: Wire;
  readonly mark: number | undefined;
  readonly rests: boolean;
  readonly isAwaited: boolean;
  readonly isSelected: boolean;
  readonly isKin: boolean;
  readonly onSelect: () => void;
}) {
  const { card } = wire;
  const who = card.is === "one" ? card.client.who : `${card.clients.length} clients`;
  const said = spelt(count > 1 ? `${label} ×${count}` : label);
  const way = direction === "up" ? wire.up : wire.down(nsp);
  const waits = rests && isAwaited;
  const lies = isDropped
    ? { x: way.from.x, y: way.from.y + DROPPED_AFTER }
    : waits
      ? wire.waits
      : way.to;
  const what = isDropped ? `${said}, dropped on the way` : said;
  return (
    <button
      type="button"
      className={styles.packet}
      data-mark={mark ?? "none"}
      data-direction={direction}
      data-dropped={isDropped}
      data-rests={rests}
      data-awaited={waits}
      data-row={wire.row}
      data-kin={isKin}
      aria-pressed={isSelected}
      aria-label={`${what} ${direction === "up" ? "from" : "to"} ${who}: look at it`}
      // What only flies past cannot be aimed at.
      tabIndex={rests ? 0 : -1}
      onClick={onSelect}
      style={{
        translate: at(lies),
        ["--from" as string]: at(way.from),
        ["--corner" as string]: at(waits ? lies : (way.corner ?? lies)),
        animationDuration: `${travel}ms`,
        animationDelay: `${start - launchedAt}ms`,
        maxWidth: wire.widest,
      }}
    >
      <svg width="8" height="9" viewBox="0 0 8 9" aria-hidden="true">
        <path d={signOf(direction, isDropped)} />
      </svg>
      <span>{said}</span>
    </button>
  );
}

/** Pixels: it gets as far as the server's edge. */
const DROPPED_AFTER = 34;

const at = ({ x, y }: Point): string => `${x}px ${y}px`;

function signOf(direction: Flying["direction"], isDropped: boolean): string {
  if (isDropped) return "M1 2l6 6m0 -6l-6 6";
  return direction === "up" ? "M4 8.5V1M1 4l3 -3l3 3" : "M4 .5V8M1 5l3 3l3 -3";
}
