// One layer of a packet as a row of its parts: each can be pointed at, and is one stop for the arrow keys.
import { spelt } from "#trace/spelt.ts";
import { BYTE, type Layer, type Part, sized } from "#trace/wire-layer.ts";
import type { Lights } from "./current.ts";
import styles from "./layers.module.css";

type Props = {
  readonly layer: Layer;
  /** Its place among the layers, 0 the highest. */
  readonly index: number;
  readonly lights: Lights;
  readonly idOf: (layer: number, part: number) => string;
};

export function LayerRow({ layer, index, lights, idOf }: Props) {
  const { title, bytes, parts, note } = layer;
  const size = sized(bytes.length);
  const broken = parts.flatMap(({ problem }) => problem ?? []);
  return (
    <div className={styles.layer} role="group" aria-label={`${title}, ${size}`}>
      <div className={styles.title}>
        {title}
        <small>{size}</small>
      </div>
      <div className={styles.parts}>
        {parts.map((part, i) => (
          <Chip
            // Parts have no name of their own: their place is what they are.
            key={i}
            id={idOf(index, i)}
            part={part}
            at={{ layer: index, part: i }}
            lights={lights}
          />
        ))}
        {note !== undefined && <p className={styles.note}>{note}</p>}
        {broken.map(({ text, rule, at }) => (
          <p key={`${at} ${text}`} className={styles.broken}>
            Byte {at}: {spelt(text)}. <span>{rule}</span>
          </p>
        ))}
      </div>
    </div>
  );
}

function Chip({
  id,
  part,
  at,
  lights,
}: {
  readonly id: string;
  readonly part: Part;
  readonly at: Lights["stop"];
  readonly lights: Lights;
}) {
  const { stop, hover, focus, isLit } = lights;
  const { shown, name, meaning, problem, heading, isOther } = part;
  return (
    <>
      {heading !== undefined && <span className={styles.heading}>{heading}</span>}
      <button
        id={id}
        type="button"
        className={styles.part}
        aria-label={spelt(partWords(part))}
        tabIndex={stop.layer === at.layer && stop.part === at.part ? 0 : -1}
        data-lit={isLit(at.layer, at.part)}
        data-broken={problem !== undefined}
        data-other={isOther}
        data-empty={part.span.from === part.span.to}
        data-slight={isSlight(part)}
        onPointerEnter={() => hover(at)}
        onPointerLeave={() => hover(undefined)}
        onFocus={() => focus(at)}
        onClick={() => focus(at)}
      >
        <code>{spelt(visible(shown))}</code>
        <small>{meaning === "" ? name : `${name} · ${meaning}`}</small>
      </button>
    </>
  );
}

/** "opcode, 4 bits, 0001: text frame. A message of text begins …" */
export function partWords(part: Part): string {
  const { name, shown, meaning, says, problem } = part;
  const what = meaning === "" ? shown : `${shown}: ${meaning}`;
  const wrong = problem === undefined ? "" : ` It breaks ${problem.rule}: ${problem.text}.`;
  return `${name}, ${sizeWords(part)}, ${what}. ${says}${wrong}`;
}

export function sizeWords({ span }: Part): string {
  const bits = span.to - span.from;
  if (bits === 0) return "not on the wire";
  return bits % BYTE === 0 ? sized(bits / BYTE) : sized(bits, "bit");
}

/** A bracket or a comma, whose name would be larger than itself. */
const isSlight = ({ shown, name }: Part): boolean => name === "JSON" && shown.trim().length <= 1;

/** Spaces at an edge, and what has no shape. */
const visible = (text: string): string =>
  text.replace(/\p{Cc}/gu, (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, "0")}`);
