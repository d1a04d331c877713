// The wire: one packet, opened in its layers from what the application said down to the bits, and the bytes beside them.
"use client";
import { useId, useMemo, useState } from "react";
import { Mark } from "#components/ui/mark.tsx";
import { type Actor, castOf, inCastOrder } from "#trace/cast.ts";
import type { Seq, Trace } from "#trace/event.ts";
import { spelt } from "#trace/spelt.ts";
import { type Found, wire } from "#trace/wire.ts";
import { layersOf } from "#trace/wire-layers.ts";
import { openingOf } from "#trace/wire-opening.ts";
import { keyOf, type Passage } from "#trace/wire-passages.ts";
import { hexText, layersText } from "#trace/wire-text.ts";
import { passageWords } from "#trace/wire-words.ts";
import { Copy } from "./copy.tsx";
import { useLights } from "./current.ts";
import { Explained } from "./explained.tsx";
import { HexDump } from "./hex-dump.tsx";
import { LayerRow } from "./layer-row.tsx";
import { OpeningCard } from "./opening-card.tsx";
import { WalkBar, WalkList, walkOf } from "./walk.tsx";
import styles from "./wire.module.css";

export type WireProps = {
  /** The whole run: what one can walk to. */
  readonly run: Trace;
  /** The events up to the playhead. */
  readonly trace: Trace;
  /** The names of the scene's clients, in their order. */
  readonly scene?: readonly string[];
  /** The bytes of this event are shown, or those that brought it about; without one, the last packet by now. */
  readonly selected: Seq | undefined;
  /** Asks that an event be looked at, in every view. */
  readonly onSelect: (seq: Seq) => void;
};

const NOBODY: readonly string[] = [];

export function Wire({ run, trace, scene = NOBODY, selected, onSelect }: WireProps) {
  const all = useMemo(() => wire(run), [run]);
  const end = trace.at(-1)?.seq ?? -1;
  const seq = selected !== undefined && selected <= end ? selected : undefined;
  const found = useMemo(() => all.find(seq, end), [all, seq, end]);
  const [picked, setPicked] = useState<string>();
  if (found === undefined)
    return (
      <p className={styles.empty}>
        Nothing has passed on the wire yet. When a client connects, every packet can be opened here,
        down to its bits.
      </p>
    );
  const open = (passage: Passage): void => {
    setPicked(keyOf(passage));
    onSelect(passage.last);
  };
  const chosen = found.passages.find((one) => keyOf(one) === picked) ?? found.passages[0];
  return (
    <Opened
      {...{ all, found, chosen, end, scene, run, seq }}
      onPick={(passage) => setPicked(keyOf(passage))}
      onOpen={open}
    />
  );
}

type OpenedProps = Required<Pick<WireProps, "run" | "scene">> & {
  readonly all: ReturnType<typeof wire>;
  readonly found: Found;
  readonly chosen: Passage;
  readonly end: number;
  /** What is selected, if anything is. */
  readonly seq: Seq | undefined;
  readonly onPick: (passage: Passage) => void;
  readonly onOpen: (passage: Passage) => void;
};

function Opened(props: OpenedProps) {
  const { all, chosen, end, run, scene, seq, onOpen } = props;
  const id = useId();
  const idOf = (layer: number, part: number): string => `${id}-${layer}-${part}`;
  const layers = useMemo(() => layersOf(chosen, all.requestOf), [chosen, all]);
  const lights = useLights(layers, idOf);
  const cast = useMemo(() => castOf(run, scene), [run, scene]);
  const connection = all.connection(chosen);
  const steps = useMemo(() => openingOf(all, chosen), [all, chosen]);
  const [asked, setAsked] = useState<{ readonly seq: Seq | undefined; readonly shows: boolean }>();
  const [showsBeats, setShowsBeats] = useState(false);
  const showsOpening = asked !== undefined && asked.seq === seq ? asked.shows : opens(run, seq);
  const bytes = layers.at(-1)?.bytes ?? new Uint8Array(0);
  const place = steps.findIndex(({ passage }) => passage === chosen);
  return (
    <section className={styles.wire} aria-label="Wire">
      <WalkBar
        connections={inCastOrder(all.connections, cast)}
        {...{ connection, chosen, showsBeats, onOpen }}
        onBeats={setShowsBeats}
        onConnection={({ passages }) => {
          const to = passages.findLast(({ last }) => last <= end) ?? passages[0];
          if (to !== undefined) onOpen(to);
        }}
      >
        <button
          type="button"
          className={styles.began}
          aria-expanded={showsOpening}
          onClick={() => setAsked({ seq, shows: !showsOpening })}
        >
          How it began{place >= 0 && `: step ${place + 1} of ${steps.length}`}
        </button>
      </WalkBar>
      <Head {...props} cast={cast} />
      {showsOpening && (
        <OpeningCard steps={steps} who={connection?.label ?? chosen.client} onOpen={onOpen} />
      )}
      <div className={styles.body}>
        <WalkList
          walk={walkOf(connection, { chosen, showsBeats })}
          chosen={chosen}
          onOpen={onOpen}
        />
        <div className={styles.layers} onKeyDown={lights.onKeyDown}>
          {layers.map((layer, index) => (
            <LayerRow key={layer.layer} {...{ layer, index, lights, idOf }} />
          ))}
        </div>
        <div className={styles.bytes}>
          <HexDump bytes={bytes} lights={lights} />
          <div className={styles.tools}>
            <Copy label="Copy as text" text={() => layersText(layers)} />
            <Copy label="Copy hex" text={() => hexText(bytes)} />
          </div>
        </div>
      </div>
      <Explained lights={lights} />
    </section>
  );
}

/** What is selected is the beginning of a connection. */
const opens = (run: Trace, seq: Seq | undefined): boolean => {
  const kind = seq === undefined ? undefined : run.find((event) => event.seq === seq)?.kind;
  return kind === "session.opened" || kind === "link.opened";
};

/** Who sent what to whom, and how it was found. */
function Head({
  found,
  chosen,
  cast,
  seq,
  onPick,
}: Pick<OpenedProps, "found" | "chosen" | "seq" | "onPick"> & { readonly cast: readonly Actor[] }) {
  const mark = cast.find(({ name }) => name === chosen.client)?.mark;
  const isUp = chosen.from === "client";
  const client = (
    <span className={styles.who} data-mark={mark ?? "none"}>
      {mark !== undefined && <Mark mark={mark} name={chosen.client} size={18} />}
      {spelt(chosen.client)}
    </span>
  );
  const note = noteOf(found, seq !== undefined);
  return (
    <div className={styles.head}>
      <p>
        {isUp ? client : "server"} <span aria-hidden="true">→</span>
        <span className={styles.onlyRead}>to</span> {isUp ? "server" : client}{" "}
        <code>{passageWords(chosen)}</code>
      </p>
      {note !== undefined && <p className={styles.note}>{note}</p>}
      {found.passages.length > 1 && (
        <div className={styles.picker} role="group" aria-label="Which of them">
          {found.passages.map((one) => (
            <button
              key={keyOf(one)}
              type="button"
              aria-pressed={one === chosen}
              onClick={() => onPick(one)}
            >
              {found.how === "carried" ? spelt(one.client) : passageWords(one)}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

function noteOf({ how, passages }: Found, isSelected: boolean): string | undefined {
  switch (how) {
    case "itself":
      return passages.length > 1 ? `${passages.length} packets came together:` : undefined;
    case "carried":
      return passages.length > 1 ? "A packet for each recipient, of its own:" : undefined;
    case "began":
      return "What is selected was on no wire. This packet set it off.";
    case "latest":
      return isSelected
        ? "What is selected was on no wire. This is the last packet before it."
        : "Nothing is selected: this is the last packet by now.";
    default:
      return how satisfies never;
  }
}
