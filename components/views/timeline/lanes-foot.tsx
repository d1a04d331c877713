// Below the lanes: how to zoom, what the axis is, and what the shapes mean.
import { Button } from "#components/ui/button.tsx";
import type { LaneShape } from "#trace/lane.ts";
import { MS_WIDTH } from "./lanes-picture.ts";
import { markPath } from "./lanes-pen.ts";
import styles from "./lanes.module.css";

type Props = { readonly onZoom: (direction: 1 | -1) => void; readonly onFit: () => void };

const SHAPES: readonly (readonly [shape: LaneShape, words: string])[] = [
  ["act", "told to"],
  ["sent", "sent"],
  ["received", "received"],
  ["unheard", "nobody listened"],
  ["joined", "joined"],
  ["left-room", "left a room"],
  ["came", "connected"],
  ["went", "gone, dropped"],
  ["said", "logged"],
  ["fault", "wrong"],
];

export const LanesFoot = ({ onZoom, onFit }: Props) => (
  <div className={styles.foot}>
    <span className={styles.zoom} role="group" aria-label="Zoom">
      <Button look="small" aria-label="Zoom out" title="Zoom out (-)" onClick={() => onZoom(-1)}>
        −
      </Button>
      <Button look="small" aria-label="Zoom in" title="Zoom in (+)" onClick={() => onZoom(1)}>
        +
      </Button>
      <Button look="small" title="Show the whole run (0)" onClick={onFit}>
        Fit
      </Button>
    </span>
    <details className={styles.legend}>
      <summary>In the order of events; the axis is torn where time passed</summary>
      <ul>
        {SHAPES.map(([shape, words]) => {
          const { look, path } = markPath(shape, { x: 8, y: 10, size: 1 });
          return (
            <li key={shape}>
              <svg width="16" height="20" viewBox="0 0 16 20" aria-hidden="true">
                <path className={styles[look]} d={path} />
              </svg>
              {words}
            </li>
          );
        })}
        <li>bars are what a turn or a listener took, {MS_WIDTH} px for 1 ms</li>
        <li>a dashed lane is polling, a solid one WebSocket</li>
        <li>a dashed arrow: not received, or nobody tells</li>
        <li>hatched: reconnecting, or disturbed on purpose</li>
      </ul>
    </details>
  </div>
);
