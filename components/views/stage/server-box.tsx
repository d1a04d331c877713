// The server: whether it runs, its namespaces, and the rooms in them as bands. Tokens are drawn above it, by themselves.
import type { Stage } from "#trace/stage.ts";
import { roomWords } from "#trace/stage-words.ts";
import type { Layout, NamespacePlace } from "./layout.ts";
import type { Light } from "./light.ts";
import styles from "./server-box.module.css";

export function ServerBox({
  stage,
  layout,
  light,
}: {
  readonly stage: Stage;
  readonly layout: Layout;
  readonly light: Light;
}) {
  const { left, top, width, height } = layout.server;
  const { server, said } = stage;
  return (
    <div className={styles.server} data-state={server.state} style={{ left, top, width, height }}>
      <div className={styles.serverHead}>
        <b>{server.entry ?? "server"}</b>
        <span className={styles.serverState}>
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
        {layout.namespaces.map((space) => (
          <Namespace
            key={space.nsp}
            space={space}
            light={light}
            top={layout.namespaceTop}
            rooms={stage.namespaces.find(({ nsp }) => nsp === space.nsp)?.rooms ?? []}
            hint={hintOf(stage)}
          />
        ))}
      </div>
    </div>
  );
}

function Namespace({
  space,
  light,
  top,
  rooms,
  hint,
}: {
  readonly space: NamespacePlace;
  readonly light: Light;
  readonly top: number;
  readonly rooms: Stage["namespaces"][number]["rooms"];
  readonly hint: string;
}) {
  const { nsp, left, width } = space;
  return (
    <div
      className={styles.namespace}
      data-lit={light.namespace === nsp}
      style={{ left, top, width }}
    >
      <span className={styles.namespaceLabel}>
        <span>namespace </span>
        <b>{nsp}</b>
      </span>
      {hint !== "" && <span className={styles.empty}>{hint}</span>}
      <div className={styles.zones}>
        {space.rooms.map(({ room, left: from, right, top: above, bottom }) => {
          const state = light.roomState(nsp, room);
          const about = rooms.find((one) => one.room === room);
          return (
            <div
              key={room}
              className={styles.room}
              data-light={state}
              style={{ left: from, top: above, width: right - from, height: bottom - above }}
            >
              <span className={styles.roomLabel}>
                {about === undefined ? room : labelOf(about)}
                {state === "except" && " · left out"}
              </span>
            </div>
          );
        })}
      </div>
    </div>
  );
}

function hintOf({ namespaces, server }: Stage): string {
  if (namespaces.some(({ tokens }) => tokens.length > 0)) return "";
  return server.state === "ended"
    ? "the sockets went with the program"
    : "a token appears here for each socket";
}

/** "room red", and not "room room1". */
function labelOf(room: Stage["namespaces"][number]["rooms"][number]): string {
  const name = roomWords(room);
  return room.of !== undefined || /^room/i.test(name) ? name : `room ${name}`;
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
