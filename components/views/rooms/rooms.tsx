// The room map as tables: which rooms the server has, who is in them since when, who came and went, and who outside knows.
"use client";
import { useMemo, useState } from "react";
import { FirstOf } from "#components/ui/first-of.tsx";
import { Mark } from "#components/ui/mark.tsx";
import table from "#components/ui/table.module.css";
import { type Actor, castOf } from "#trace/cast.ts";
import type { Seq, Trace } from "#trace/event.ts";
import { type Room, type RoomMap, type RoomSocket, roomMaps } from "#trace/rooms.ts";
import { spelt } from "#trace/spelt.ts";
import { RoomRow } from "./room-row.tsx";
import styles from "./rooms.module.css";

export type RoomsProps = {
  /** The events up to the playhead. */
  readonly trace: Trace;
  /** The names of the scene's clients, in their order. */
  readonly scene?: readonly string[];
  readonly selected: Seq | undefined;
  /** What caused the selected event and what it caused. */
  readonly kin?: ReadonlySet<Seq> | undefined;
  readonly onGo: (to: Seq) => void;
};

const NOBODY: readonly string[] = [];
const MOST_ROOMS = 40;

export function Rooms({ trace, scene = NOBODY, ...looked }: RoomsProps) {
  const maps = useMemo(() => roomMaps(trace), [trace]);
  const cast = useMemo(() => castOf(trace, scene), [trace, scene]);
  if (maps.length === 0)
    return (
      <p className={table.empty}>
        No socket is in a room yet. Press Run: each socket that connects is in the room of its own
        id, and <code>socket.join("red")</code> on your server puts it into another.
      </p>
    );
  return (
    <section className={table.pane} aria-label="Rooms">
      <p className={table.say}>
        Rooms are the server’s own affair: no packet says who is in one. A client learns of a room
        only if your program tells it.
      </p>
      {maps.map((map) => (
        <Namespace key={map.nsp} map={map} cast={cast} {...looked} />
      ))}
    </section>
  );
}

type InNamespace = Pick<RoomsProps, "selected" | "kin" | "onGo"> & {
  readonly map: RoomMap;
  readonly cast: readonly Actor[];
};

function Namespace({ map, cast, ...looked }: InNamespace) {
  const [showsOwn, setShowsOwn] = useState(false);
  const shared = map.rooms.filter((room) => !isLonely(room));
  const own = map.rooms.filter(isLonely);
  const markOf = (client: string | undefined) => cast.find(({ name }) => name === client)?.mark;
  return (
    <>
      <FirstOf all={showsOwn ? [...shared, ...own] : shared} most={MOST_ROOMS} what="rooms">
        {(rooms, more) => (
          <>
            <table className={`${table.table} ${styles.rooms}`}>
              <caption>adapter.rooms of {spelt(map.nsp)}</caption>
              <thead>
                <tr>
                  <th scope="col">Room</th>
                  <th scope="col">Members</th>
                  <th scope="col">Joined and left</th>
                  <th scope="col">Its name outside</th>
                </tr>
              </thead>
              <tbody>
                {rooms.map((room) => (
                  <RoomRow key={room.room} room={room} markOf={markOf} {...looked} />
                ))}
                {rooms.length === 0 && (
                  <tr>
                    <td colSpan={4} className={table.soft}>
                      None but the own room of each socket. <code>socket.join("red")</code> makes
                      one.
                    </td>
                  </tr>
                )}
              </tbody>
            </table>
            {more}
          </>
        )}
      </FirstOf>
      {own.length > 0 && (
        <label className={styles.switch}>
          <input
            type="checkbox"
            checked={showsOwn}
            onChange={(event) => setShowsOwn(event.target.checked)}
          />
          show own rooms too ({own.length}): each socket is in the room of its id
        </label>
      )}
      <details className={styles.sids}>
        <summary>
          adapter.sids of {spelt(map.nsp)}: the same by socket ({map.sids.length})
        </summary>
        <Sids map={map} markOf={markOf} />
      </details>
    </>
  );
}

/** A socket's own room in which nobody else has been. */
const isLonely = ({ room, of, moves, members }: Room): boolean =>
  of !== undefined && [...members, ...moves].every(({ id }) => id === room);

function Sids({
  map,
  markOf,
}: {
  readonly map: RoomMap;
  readonly markOf: (client: string | undefined) => number | undefined;
}) {
  return (
    <FirstOf all={map.sids} most={MOST_ROOMS} what="sockets">
      {(sids, more) => (
        <>
          <table className={table.table}>
            <thead>
              <tr>
                <th scope="col">Socket of</th>
                <th scope="col">Its id</th>
                <th scope="col">Rooms</th>
              </tr>
            </thead>
            <tbody>
              {sids.map((socket) => (
                <tr key={socket.id}>
                  <th scope="row">
                    <Whose socket={socket} mark={markOf(socket.client)} />
                  </th>
                  <td className={table.mono}>{spelt(socket.id)}</td>
                  <td className={table.mono}>
                    {socket.rooms
                      .map((room) => (room === socket.id ? "its own" : spelt(room)))
                      .join(", ")}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {more}
        </>
      )}
    </FirstOf>
  );
}

function Whose({
  socket: { client, who },
  mark,
}: {
  readonly socket: RoomSocket;
  readonly mark: number | undefined;
}) {
  return (
    <span className={table.who}>
      {mark !== undefined && client !== undefined && <Mark mark={mark} name={client} size={18} />}
      {client === undefined ? "not open yet" : spelt(who)}
    </span>
  );
}
