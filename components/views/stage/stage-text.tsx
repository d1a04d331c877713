// What the drawing inside the server shows, in words. The cards are words already.
import type { Stage } from "#trace/stage.ts";
import { listed, roomWords } from "#trace/stage-words.ts";
import styles from "./stage.module.css";

export function StageText({ stage }: { readonly stage: Stage }) {
  return (
    <ul className={styles.onlyRead} aria-label="What the server knows">
      {stage.namespaces.flatMap(({ nsp, tokens, rooms }) => {
        const namesOf = (ids: readonly string[]): string =>
          listed(
            tokens.filter(({ id }) => ids.includes(id)).map(({ client }) => client),
            "and",
          ) || "nobody";
        return [
          <li key={nsp}>{`Namespace ${nsp}: ${namesOf(tokens.map(({ id }) => id))}`}</li>,
          ...rooms.map((room) => (
            <li key={`${nsp} ${room.room}`}>{`Room ${roomWords(room)}: ${namesOf(room.ids)}`}</li>
          )),
        ];
      })}
    </ul>
  );
}
