// One room: its members since they came, and each coming and going as a moment to go to.
"use client";
import { Mark } from "#components/ui/mark.tsx";
import { Roving } from "#components/ui/roving.tsx";
import table from "#components/ui/table.module.css";
import type { Seq } from "#trace/event.ts";
import { moveWords, newsWords } from "#trace/room-words.ts";
import { latestMoves, type Room, type RoomMember, type RoomMove } from "#trace/rooms.ts";
import { spelt } from "#trace/spelt.ts";
import styles from "./rooms.module.css";

type Props = {
  readonly room: Room;
  readonly markOf: (client: string | undefined) => number | undefined;
  readonly selected: Seq | undefined;
  readonly kin?: ReadonlySet<Seq> | undefined;
  readonly onGo: (to: Seq) => void;
};

const MOST_MEMBERS = 12;
const MOST_MOVES = 8;

export function RoomRow({ room, markOf, selected, kin, onGo }: Props) {
  const { members, gone, of } = room;
  const { earlier, moves } = latestMoves(room, MOST_MOVES);
  const shown = members.slice(0, MOST_MEMBERS);
  const others = members.length - shown.length;
  return (
    <tr data-dim={gone !== undefined}>
      <th scope="row" className={table.mono}>
        {spelt(room.room)}
        {of !== undefined && <small className={styles.note}>own room of {spelt(of)}</small>}
      </th>
      <td>
        {gone !== undefined && <span>gone since {Math.round(gone.at)} ms: the last one left</span>}
        {shown.length > 0 && (
          <ul className={styles.members} aria-label={spelt(`Members of ${room.room}`)}>
            {shown.map((member) => (
              <li key={member.id}>
                <Member member={member} mark={markOf(member.client)} />
              </li>
            ))}
            {others > 0 && <li>and {others} others</li>}
          </ul>
        )}
      </td>
      <td>
        {moves.length > 0 && (
          <Roving
            label={spelt(`Joined and left ${room.room}`)}
            className={table.marks}
            count={moves.length}
          >
            {(tabStop) =>
              moves.map((move, place) => (
                <Move
                  key={`${move.seq} ${move.id}`}
                  move={move}
                  mark={markOf(move.client)}
                  isLooked={move.seq === selected}
                  isKin={kin?.has(move.seq) ?? false}
                  tabIndex={tabStop(place)}
                  onGo={onGo}
                />
              ))
            }
          </Roving>
        )}
        {earlier > 0 && <small className={styles.note}>{earlier} more before these</small>}
      </td>
      <td
        data-label="Its name outside:"
        className={room.news.length === 0 ? styles.secret : table.soft}
      >
        {spelt(newsWords(room))}
      </td>
    </tr>
  );
}

function Member({
  member: { client, who, since },
  mark,
}: {
  readonly member: RoomMember;
  readonly mark: number | undefined;
}) {
  return (
    <>
      <span className={table.who}>
        {mark !== undefined && client !== undefined && <Mark mark={mark} name={client} size={18} />}
        {spelt(who)}
      </span>{" "}
      <span className={table.soft}>
        since {since === undefined ? "before the first event kept" : `${Math.round(since.at)} ms`}
      </span>
    </>
  );
}

function Move({
  move,
  mark,
  isLooked,
  isKin,
  tabIndex,
  onGo,
}: {
  readonly move: RoomMove;
  readonly mark: number | undefined;
  readonly isLooked: boolean;
  readonly isKin: boolean;
  readonly tabIndex: 0 | -1;
  readonly onGo: (to: Seq) => void;
}) {
  const words = spelt(moveWords(move));
  return (
    <button
      type="button"
      className={table.moment}
      aria-label={words}
      title={words}
      aria-current={isLooked ? "step" : undefined}
      data-kin={isKin}
      tabIndex={tabIndex}
      onClick={() => onGo(move.seq)}
    >
      {move.move === "joined" ? "+" : "−"}
      {mark === undefined || move.client === undefined ? (
        <span>{spelt(move.who)}</span>
      ) : (
        <Mark mark={mark} name={move.client} size={16} />
      )}
      <span className={table.soft}>{Math.round(move.at)}</span>
    </button>
  );
}
