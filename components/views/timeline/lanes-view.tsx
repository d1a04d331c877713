// The lanes: who did what when, with an arrow from each sending to each receipt. SVG, since the browser scrolls and themes
// it by itself: a few paths for each lane in sight, and one button, which is the event that the keyboard stands on.
"use client";
import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from "react";
import { Mark } from "#components/ui/mark.tsx";
import type { Seq } from "#trace/event.ts";
import type { LaneMark, Lanes } from "#trace/lane.ts";
import { spelt } from "#trace/spelt.ts";
import type { TimelineFilter } from "#trace/timeline-filter.ts";
import { ticksOf } from "./lanes-axis.ts";
import { LanesFoot } from "./lanes-foot.tsx";
import { layoutOf, nearest, stepFrom } from "./lanes-layout.ts";
import { LANE_HEIGHT, pictureOf } from "./lanes-picture.ts";
import { Plot } from "./lanes-plot.tsx";
import { Rings } from "./lanes-rings.tsx";
import styles from "./lanes.module.css";
import type { FormProps } from "./lines.tsx";
import { useZoom } from "./use-zoom.ts";

type Props = Omit<FormProps, "rows"> & {
  readonly lanes: Lanes;
  /** Those that the filter has left. */
  readonly marks: readonly LaneMark[];
  readonly filter: TimelineFilter;
  readonly onSeek: (to: Seq) => void;
};

/** Of the names of the lanes, in pixels. */
const HEAD = 96;
const HEAD_SMALL = 58;
const AXIS = 24;
/** How far from a mark one may press, in pixels. */
const REACH = { mouse: 14, finger: 24 };

export function LanesView({ lanes, marks, filter, words, cast, playhead, ...rest }: Props) {
  const { selected, found, kin, onGo, onSeek } = rest;
  const { client } = filter;
  const layout = useMemo(
    () =>
      layoutOf(
        lanes,
        marks,
        (lane) =>
          client === undefined ||
          client === "server" ||
          lane.client === undefined ||
          lane.client === client.name,
      ),
    [lanes, marks, client],
  );
  const { columns, xs } = layout;
  const stood = playhead === "live" ? columns.length - 1 : layout.columnAt(playhead);
  const head = useHead();
  const { step, sight, ...zoom } = useZoom({
    width: layout.width,
    head,
    playhead: playhead === "live" ? undefined : (xs[stood] ?? 0),
  });
  const picture = useMemo(
    () => pictureOf(lanes, { layout, step, sight }),
    [lanes, layout, step, sight],
  );
  const ticks = useMemo(() => ticksOf(layout, step, sight), [layout, step, sight]);
  const height = layout.lanes.length * LANE_HEIGHT;
  const [cursor, setCursor] = useState<Seq>();
  const [hovered, setHovered] = useState<number>();
  const moves = useRef(false);
  const button = useRef<HTMLButtonElement>(null);
  const column =
    (cursor === undefined ? undefined : layout.columnOf(cursor)) ??
    (selected === undefined ? undefined : layout.columnOf(selected)) ??
    stood;
  const here = columns[column];
  const placeOf = (at: number) => ({
    left: (xs[at] ?? 0) * step,
    top: ((layout.yOf(columns[at]?.lane ?? "") ?? 0) + 0.5) * LANE_HEIGHT,
  });
  const isAhead = (at: number): boolean => playhead !== "live" && at > stood;

  useEffect(() => {
    if (!moves.current) return;
    moves.current = false;
    button.current?.focus({ preventScroll: true });
    button.current?.scrollIntoView({ block: "nearest" });
  }, [cursor]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "+" || event.key === "=") zoom.zoomBy(1);
    else if (event.key === "-") zoom.zoomBy(-1);
    else if (event.key === "0") zoom.fit();
    else {
      const to = stepFrom(layout, column, event.key);
      if (to === undefined) return;
      moves.current = to !== column;
      setCursor(columns[to]?.seq);
      zoom.reveal(xs[to] ?? 0);
    }
    event.preventDefault();
  };
  const markUnder = (event: PointerEvent): number | undefined => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const at = { x: event.clientX - left, lane: Math.floor((event.clientY - top) / LANE_HEIGHT) };
    return nearest(layout, {
      ...at,
      step,
      reach: REACH[event.pointerType === "touch" ? "finger" : "mouse"],
    });
  };
  const go = (to: number | undefined): void => {
    const seq = columns[to ?? -1]?.seq;
    if (seq === undefined) return;
    setCursor(seq);
    onGo(seq);
  };
  const drag = (event: PointerEvent): void => {
    if (event.type === "pointerdown") event.currentTarget.setPointerCapture(event.pointerId);
    else if (event.buttons === 0) return;
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
    const seq = columns[Math.max(0, layout.columnBefore(x / step))]?.seq;
    if (seq !== undefined && seq !== playhead) onSeek(seq);
  };
  const width = Math.max(layout.width * step, 1);
  const at = playhead === "live" ? width : ((xs[stood] ?? 0) + 0.5) * step;
  const spoken = here && `${here.who}: ${spelt(words(here))}`;

  return (
    <>
      <div className={styles.scroll} ref={zoom.ref} onKeyDown={onKeyDown}>
        <div
          className={styles.sheet}
          style={{
            gridTemplateColumns: `${head}px ${width}px`,
            gridTemplateRows: `${AXIS}px ${height}px`,
          }}
        >
          <div className={styles.corner}>in order</div>
          <div className={styles.axis} onPointerDown={drag} onPointerMove={drag} aria-hidden="true">
            {ticks.map(({ x, text, isTear }) => (
              <span key={x} data-tear={isTear} style={{ left: x }}>
                {text}
              </span>
            ))}
            <i className={styles.grip} style={{ left: at }} data-live={playhead === "live"} />
          </div>
          <div className={styles.heads}>
            {layout.lanes.map(({ key, client: name, who }) => {
              const mark = cast.find((actor) => actor.name === name)?.mark;
              return (
                <div key={key} className={styles.head} data-mark={mark ?? "none"}>
                  {name !== undefined && mark !== undefined && (
                    <Mark mark={mark} name={name} size={18} />
                  )}
                  <span title={spelt(who)}>{spelt(who)}</span>
                </div>
              );
            })}
          </div>
          <div
            className={styles.field}
            data-over={hovered !== undefined}
            role="group"
            aria-label="Lanes. Arrow keys lead from event to event, Enter selects, plus and minus zoom."
            onPointerMove={(event) => setHovered(markUnder(event))}
            onPointerLeave={() => setHovered(undefined)}
            onClick={(event) => go(markUnder(event as unknown as PointerEvent))}
          >
            <Plot picture={picture} ticks={ticks} cast={cast} sight={sight} height={height} />
            <Rings
              layout={layout}
              step={step}
              sight={sight}
              selected={selected}
              found={found}
              kin={kin}
            />
            <div className={styles.ahead} style={{ left: at }} />
            <div className={styles.playhead} style={{ left: at }} data-live={playhead === "live"} />
            {here && (
              <button
                key={here.seq}
                ref={button}
                type="button"
                className={styles.cursor}
                style={placeOf(column)}
                aria-label={`${spoken}${isAhead(column) ? ", after the playhead" : ""}`}
                aria-current={column === stood ? "step" : undefined}
                aria-pressed={here.seq === selected}
                onClick={(event) => {
                  event.stopPropagation();
                  go(column);
                }}
              />
            )}
            {hovered !== undefined && columns[hovered] && (
              <Sentence mark={columns[hovered]} words={words} place={placeOf(hovered)} />
            )}
          </div>
        </div>
      </div>
      <LanesFoot onZoom={zoom.zoomBy} onFit={zoom.fit} />
    </>
  );
}

type SentenceProps = Pick<Props, "words"> & {
  readonly mark: LaneMark;
  readonly place: Readonly<{ left: number; top: number }>;
};

const Sentence = ({ mark, words, place }: SentenceProps) => (
  <div className={styles.sentence} style={place} aria-hidden="true">
    <b>{spelt(mark.who)}</b> {spelt(words(mark))}
    <small>
      {(mark.at / 1_000).toFixed(3)} s
      {mark.ms !== undefined && ` · took ${Math.round(mark.ms * 100) / 100} ms`}
    </small>
  </div>
);

/** Where there is little room, names are shorter. */
function useHead(): number {
  const [head, setHead] = useState(HEAD);
  useEffect(() => {
    const small = matchMedia("(width < 600px)");
    const look = () => setHead(small.matches ? HEAD_SMALL : HEAD);
    look();
    small.addEventListener("change", look);
    return () => small.removeEventListener("change", look);
  }, []);
  return head;
}
