// The ladder, drawn: time runs down, each end has a line of its own, and a segment slants from the one to the other.
import { useEffect, useId, useRef } from "react";
import type { Moment } from "./exchange.ts";
import type { Arrow, Ladder, Rung } from "./ladder.ts";
import styles from "./tcp-model.module.css";

type Props = Ladder & { readonly moment: Moment };

/** Pixels, from one thing that happens to the next; and above the first. */
const RUNG = 46;
const HEAD = 22;
/** Of the width, in per cent. */
const LINE = { client: 27, server: 73 } as const;
const SIDES = ["client", "server"] as const;

export function LadderPicture({ moment, rungs, arrows }: Props) {
  const id = useId();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    place.current?.scrollTo({ top: place.current.scrollHeight });
  }, [moment]);
  return (
    <div
      ref={place}
      className={styles.ladder}
      tabIndex={0}
      role="region"
      aria-label="Ladder of the segments; below it are the same things in words"
    >
      <div className={styles.heads}>
        {SIDES.map((side) => (
          <span key={side} data-side={side}>
            {side === "client" ? "Client" : "Server"} <code>{moment[side].state}</code>
          </span>
        ))}
      </div>
      <svg aria-hidden="true" height={HEAD + RUNG * (rungs.length + 0.5)}>
        <defs>
          {["client", "server", "reset"].map((look) => (
            <marker
              key={look}
              id={`${id}${look}`}
              viewBox="0 0 8 8"
              refX="8"
              refY="4"
              markerWidth="8"
              markerHeight="8"
              orient="auto"
              markerUnits="userSpaceOnUse"
            >
              <path d="M0 0 8 4 0 8z" className={styles.head} data-look={look} />
            </marker>
          ))}
        </defs>
        {SIDES.map((side) => (
          <line
            key={side}
            className={styles.life}
            x1={`${LINE[side]}%`}
            x2={`${LINE[side]}%`}
            y1="0"
            y2="100%"
          />
        ))}
        {arrows.map((arrow) => (
          <Flight key={arrow.id} arrow={arrow} head={id} />
        ))}
        {arrows.map((arrow) => (
          <Label key={arrow.id} arrow={arrow} />
        ))}
        {rungs.map((rung, index) => (
          <RungOf key={index} rung={rung} y={yOf(index)} />
        ))}
      </svg>
    </div>
  );
}

const yOf = (rung: number): number => HEAD + RUNG * rung;
const lookOf = ({ isReset, from }: Arrow): string => (isReset ? "reset" : from);

/** How far it is drawn of its way: what is not there yet, or got lost, comes half the way. */
const HALF = 0.5;
/** Pixels between segments that were sent at the same time. */
const APART = 10;

/** From where it is sent to where it arrives: across in per cent, down in pixels. */
function pathOf({ from, at, to = at + 1, place }: Arrow) {
  const start = { x: LINE[from], y: yOf(at) + place * APART };
  return { start, end: { x: LINE[from === "client" ? "server" : "client"], y: yOf(to) } };
}

function Flight({ arrow, head }: { readonly arrow: Arrow; readonly head: string }) {
  const { start, end } = pathOf(arrow);
  const part = arrow.fate === "arrived" ? 1 : HALF;
  return (
    <line
      className={styles.flight}
      data-look={lookOf(arrow)}
      data-fate={arrow.fate}
      x1={`${start.x}%`}
      y1={start.y}
      x2={`${start.x + (end.x - start.x) * part}%`}
      y2={start.y + (end.y - start.y) * part}
      markerEnd={arrow.fate === "lost" ? undefined : `url(#${head}${lookOf(arrow)})`}
    />
  );
}

/** Pixels: how wide a sign is, how far its line stands below the middle of the arrow, and how high it is. */
const LINES = {
  says: { sign: 6.65, below: -3, height: 14 },
  numbers: { sign: 6.05, below: 10, height: 13 },
} as const;

function Label({ arrow }: { readonly arrow: Arrow }) {
  const { start, end } = pathOf(arrow);
  const middle = (start.y + end.y) / 2;
  const texts = {
    says: `${arrow.says}${arrow.fate === "lost" ? " ✕ lost" : ""}`,
    numbers: arrow.numbers,
  };
  return (
    <g className={styles.label} data-look={lookOf(arrow)}>
      {(["says", "numbers"] as const).map((which) => {
        const { sign, below, height } = LINES[which];
        const width = texts[which].length * sign + 6;
        const y = middle + below;
        return (
          <g key={which}>
            <rect
              x="50%"
              y={y - height + 3}
              width={width}
              height={height}
              transform={`translate(${-width / 2} 0)`}
            />
            <text x="50%" y={y} className={styles[which]}>
              {texts[which]}
            </text>
          </g>
        );
      })}
    </g>
  );
}

const RungOf = ({ rung, y }: { readonly rung: Rung; readonly y: number }) => (
  <>
    {rung.caption !== undefined && (
      <text x="50%" y={y + 3} className={styles.caption}>
        {rung.caption}
      </text>
    )}
    {SIDES.map((side) => {
      const state = rung[side];
      if (state === undefined) return null;
      return (
        <g key={side} className={styles.state} data-side={side}>
          <circle cx={`${LINE[side]}%`} cy={y} r="3.5" />
          <text x={`${LINE[side]}%`} y={y + 4} dx={side === "client" ? -8 : 8}>
            {state}
          </text>
        </g>
      );
    })}
  </>
);
