// The picture of the lanes as SVG. Drawn anew only when the trace, the zoom or the window changes: not for the playhead.
import { memo, useId } from "react";
import type { Actor } from "#trace/cast.ts";
import { spelt } from "#trace/spelt.ts";
import type { Tick } from "./lanes-axis.ts";
import type { DrawnAsk, DrawnLane, DrawnSpan, Sight } from "./lanes-picture.ts";
import { LANE_HEIGHT } from "./lanes-picture.ts";
import styles from "./lanes.module.css";

type Props = {
  readonly picture: readonly DrawnLane[];
  readonly ticks: readonly Tick[];
  readonly cast: readonly Actor[];
  readonly sight: Sight;
  readonly height: number;
};

export const Plot = memo(function Plot({ picture, ticks, cast, sight, height }: Props) {
  const hatch = useId();
  const width = sight.to - sight.from;
  return (
    <svg
      className={styles.plot}
      style={{ left: sight.from }}
      width={width}
      height={height}
      viewBox={`${sight.from} 0 ${width} ${height}`}
      aria-hidden="true"
    >
      <defs>
        <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse">
          <path className={styles.hatch} d="M-1 7L7 -1M-1 1L1 -1M5 7L7 5" />
        </pattern>
      </defs>
      {ticks.map(({ x, isTear }) => (
        <path
          key={x}
          className={isTear ? styles.tear : styles.tick}
          d={isTear ? tearPath(x, height) : `M${x} 0V${height}`}
        />
      ))}
      {picture.map(({ lane, y, spans }) => (
        <g key={lane.key} data-mark={markOf(cast, lane.client)}>
          <path className={styles.rail} d={`M${sight.from} ${y}H${sight.to}`} />
          {spans.map((span) => (
            <Stretch key={span.key} span={span} y={y} hatch={hatch} />
          ))}
        </g>
      ))}
      {picture.map(({ lane, y, ...its }) => (
        <g key={lane.key} data-mark={markOf(cast, lane.client)}>
          <path className={styles.arrows} d={its.arrows} />
          <path className={styles.loose} d={its.loose} />
          <path className={styles.bars} d={its.bars} />
          <path className={styles.filled} d={its.filled} />
          <path className={styles.hollow} d={its.hollow} />
          <path className={styles.faults} d={its.faults} />
          {its.asks.map((ask) => (
            <Waiting key={`${ask.x} ${ask.to}`} ask={ask} y={y} />
          ))}
          {its.labels.map(({ x, y: at, text }) => (
            <text key={x} className={styles.label} x={x} y={at}>
              {spelt(text)}
            </text>
          ))}
        </g>
      ))}
    </svg>
  );
});

const markOf = (cast: readonly Actor[], client: string | undefined): number | "none" =>
  cast.find(({ name }) => name === client)?.mark ?? "none";

const tearPath = (x: number, height: number): string => {
  let path = `M${x} 0`;
  for (let y = 0; y < height; y += 8) path += `l${y % 16 === 0 ? 4 : -4} 8`;
  return path;
};

type StretchProps = { readonly span: DrawnSpan; readonly y: number; readonly hatch: string };

function Stretch({ span: { is, transport, x, width, words }, y, hatch }: StretchProps) {
  if (is === "open" || is === "listening")
    return (
      <path className={styles.link} data-transport={transport ?? is} d={`M${x} ${y}h${width}`} />
    );
  return (
    <>
      <rect
        x={x}
        y={y - LANE_HEIGHT / 2 + 3}
        width={width}
        height={LANE_HEIGHT - 6}
        fill={`url(#${hatch})`}
      />
      {width > 60 && words !== undefined && (
        <text className={styles.stretch} x={x + 6} y={y + LANE_HEIGHT / 2 - 6}>
          {words}
        </text>
      )}
    </>
  );
}

/** A bracket under the lane, from the question to its answer. */
function Waiting({
  ask: { x, to, state, words },
  y,
}: {
  readonly ask: DrawnAsk;
  readonly y: number;
}) {
  const foot = y + 13;
  const isOver = state === "answered" || state === "late";
  const d = `M${x} ${y + 7}V${foot}H${to}${isOver ? `V${y + 7}` : ""}`;
  const hasRoom = to - x > words.length * 5.6 || !isOver;
  return (
    <>
      <path className={styles.ask} data-state={state} d={d} />
      {hasRoom && (
        <text
          className={styles.askWords}
          data-state={state}
          x={isOver ? (x + to) / 2 : to + 3}
          y={isOver ? foot + 7 : foot + 3}
          textAnchor={isOver ? "middle" : "start"}
        >
          {words}
        </text>
      )}
    </>
  );
}
