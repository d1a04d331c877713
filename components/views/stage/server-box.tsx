// The server: whether it runs, its namespaces under each other, and the rooms in them. Tokens are drawn above it.
import type { Stage } from "#trace/stage.ts";
import type { LanePlace, Layout } from "./layout.ts";
import type { Light } from "./light.ts";
import styles from "./server-box.module.css";

type Props = { readonly stage: Stage; readonly layout: Layout; readonly light: Light };

export function ServerBox({ stage, layout, light }: Props) {
  const { left, top, width, height } = layout.server;
  const { server, said } = stage;
  return (
    <div
      className={styles.server}
      data-state={server.state}
      data-failed={
        server.state === "ended" && server.why !== "stopped" && server.why !== "finished"
      }
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
          <Namespace key={lane.nsp} lane={lane} light={light} hint={hintOf(stage)} />
        ))}
      </div>
    </div>
  );
}

function Namespace({
  lane: { nsp, left, top, width, height, rooms, hidden },
  light,
  hint,
}: {
  readonly lane: LanePlace;
  readonly light: Light;
  readonly hint: string;
}) {
  const isMoreLit = hidden.some((room) => light.roomState(nsp, room) === "lit");
  return (
    <div
      className={styles.namespace}
      data-lit={light.namespace === nsp}
      style={{ left, top, width, height }}
    >
      <span className={styles.label}>
        namespace <b>{nsp}</b>
        {hidden.length > 0 && (
          <span data-lit={isMoreLit} title={hidden.join(", ")}>
            {" "}
            and {hidden.length} more {hidden.length === 1 ? "room" : "rooms"}
          </span>
        )}
      </span>
      {hint !== "" && <span className={styles.empty}>{hint}</span>}
      <svg className={styles.rooms} width={width} height={height}>
        {rooms.map(({ room, path }) => (
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
      return server.fault === undefined ? `was ${ENDED[server.why]}` : server.fault;
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
