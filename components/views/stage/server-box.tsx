// The server: whether it runs, its namespaces under each other, and the rooms in them. Tokens are drawn above it.
import { spelt } from "#trace/spelt.ts";
import type { Stage } from "#trace/stage.ts";
import { type Caption, captionOf } from "#trace/stage-caption.ts";
import type { ServerFault } from "#trace/stage-server.ts";
import type { LanePlace, Layout } from "./layout.ts";
import type { Light } from "./light.ts";
import styles from "./server-box.module.css";

type Props = { readonly stage: Stage; readonly layout: Layout; readonly light: Light };

export function ServerBox({ stage, layout, light }: Props) {
  const { left, top, width, height } = layout.server;
  const { server, said } = stage;
  const [first] = layout.lanes;
  const fault = server.state === "ended" ? server.fault : undefined;
  const caption = fault === undefined ? captionOf(stage) : undefined;
  const about = layout.lanes.find(({ nsps }) => nsps.includes(caption?.nsp ?? "")) ?? first;
  return (
    <div
      className={styles.server}
      data-state={server.state}
      data-failed={server.state === "ended" && !server.isMeant && server.why !== "finished"}
      data-narrow={width < 440}
      style={{ left, top, width, height }}
    >
      <div className={styles.head} style={{ height: layout.plan.server.head }}>
        <b>{server.entry ?? "server"}</b>
        <span className={styles.state}>
          {serverWords(stage)}
          {server.state === "running" && <span className={styles.count}>{countWords(stage)}</span>}
        </span>
        {said !== undefined && said.client === undefined && (
          <span className={styles.said} title={said.text}>
            <small>log</small>
            {said.text}
          </span>
        )}
      </div>
      <div aria-hidden="true">
        {layout.lanes.map((lane) => (
          <Namespace
            key={lane.nsp}
            lane={lane}
            light={light}
            caption={lane === about ? caption : undefined}
            hint={fault === undefined ? hintOf(stage) : ""}
          />
        ))}
      </div>
      {fault !== undefined && first !== undefined && <Fault fault={fault} over={first} />}
    </div>
  );
}

function Namespace({
  lane: { nsp, nsps, left, top, width, height, rooms, hidden },
  light,
  caption,
  hint,
}: {
  readonly lane: LanePlace;
  readonly light: Light;
  readonly caption: Caption | undefined;
  readonly hint: string;
}) {
  const isMoreLit = hidden.some((room) =>
    nsps.some((space) => light.roomState(space, room) === "lit"),
  );
  return (
    <div
      className={styles.namespace}
      data-lit={light.namespace !== undefined && nsps.includes(light.namespace)}
      style={{ left, top, width, height }}
    >
      <div className={styles.bar}>
        <span className={styles.label} data-short={caption !== undefined && width < 440}>
          <span>{nsps.length === 1 ? "namespace " : "namespaces "}</span>
          <b>{nsp}</b>
        </span>
        {hidden.length > 0 && (
          <span className={styles.more} data-lit={isMoreLit} title={hidden.join(", ")}>
            +{hidden.length} {hidden.length === 1 ? "room" : "rooms"}
          </span>
        )}
        {caption !== undefined && <CaptionOf caption={caption} isNarrow={width < 440} />}
      </div>
      {hint !== "" && <span className={styles.empty}>{hint}</span>}
      <svg className={styles.rooms} width={width} height={height}>
        {inOrder(rooms).map(({ room, path }) => (
          <path key={room} d={path} data-light={light.roomState(nsp, room)} />
        ))}
      </svg>
      {rooms.map(({ room, label }) => {
        const state = light.roomState(nsp, room);
        return (
          <span
            key={room}
            className={styles.roomLabel}
            data-light={state}
            title={state === "except" ? `${label.text}, left out` : label.text}
            style={{ transform: `translate(${label.x}px, ${label.y}px)`, maxWidth: label.width }}
          >
            {label.text}
          </span>
        );
      })}
    </div>
  );
}

/** One that moves among the others would be drawn anew, and not turn into what it is next. */
const inOrder = (rooms: LanePlace["rooms"]): LanePlace["rooms"] =>
  rooms.toSorted((a, b) => (a.room < b.room ? -1 : 1));

type CaptionProps = { readonly caption: Caption; readonly isNarrow: boolean };

function CaptionOf({ caption: { sent, text, brief, reach }, isNarrow }: CaptionProps) {
  const [what, words] = [sent === undefined ? "" : spelt(sent), spelt(text)];
  return (
    <span
      className={styles.caption}
      data-sends={sent !== undefined}
      title={[what, words, reach ?? ""].filter((word) => word !== "").join(" ")}
    >
      {sent !== undefined && <code>{what}</code>}
      <span>{isNarrow ? spelt(brief) : words}</span>
      {reach !== undefined && <b>{reach}</b>}
    </span>
  );
}

/** What ended the program, where its sockets were. */
function Fault({ fault, over }: { readonly fault: ServerFault; readonly over: LanePlace }) {
  const { left, top, width, height } = over;
  const { text, where, handling } = fault;
  return (
    <div className={styles.fault} style={{ left, top, width, height }}>
      <p title={text}>
        {where !== undefined && (
          <code>
            {where.file}:{where.line}
          </code>
        )}
        {spelt(text)}
      </p>
      <small>
        {handling !== undefined && `It was handling ${spelt(handling)}. `}
        The program has ended, and every socket with it.
      </small>
    </div>
  );
}

function hintOf({ namespaces, server }: Stage): string {
  if (namespaces.some(({ tokens }) => tokens.length > 0)) return "";
  return server.state === "ended"
    ? "the sockets went with the program"
    : "a token appears here for each socket";
}

function countWords({ namespaces }: Stage): string {
  const sockets = namespaces.reduce((sum, { tokens }) => sum + tokens.length, 0);
  return sockets === 1 ? " · 1 socket" : ` · ${sockets} sockets`;
}

function serverWords({ server }: Stage): string {
  switch (server.state) {
    case "idle":
      return "is not running";
    case "running":
      if (server.suffers !== undefined) return `is ${server.suffers}`;
      return server.ports.length === 0
        ? "runs, and does not listen yet"
        : `listens on ${server.ports.join(", ")}`;
    case "ended":
      return server.isMeant && server.why === "killed" ? "was killed" : `was ${ENDED[server.why]}`;
    default:
      return server satisfies never;
  }
}

const ENDED = {
  stopped: "stopped",
  finished: "finished",
  crashed: "ended by an error",
  killed: "ended: it used too much",
  lost: "lost",
} as const;
