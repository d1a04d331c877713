// What the drawing inside the server shows, in words, and the moment as a sentence. The cards are words already.
import { listed } from "#trace/listed.ts";
import { spelt } from "#trace/spelt.ts";
import type { Stage } from "#trace/stage.ts";
import { momentSentence } from "#trace/stage-sentence.ts";
import { roomWords } from "#trace/stage-words.ts";
import styles from "./stage.module.css";
import { useSaid } from "./use-said.ts";

export function StageText({
  stage,
  isStill,
}: {
  readonly stage: Stage;
  /** Somebody steps through the run, and hears each moment. */
  readonly isStill: boolean;
}) {
  const said = useSaid(spelt(momentSentence(stage)), isStill);
  return (
    <>
      <p className={styles.onlyRead} aria-live="polite">
        {said}
      </p>
      <ul className={styles.onlyRead} aria-label="What the server knows">
        {stage.namespaces.flatMap(({ nsp, tokens, rooms }) => {
          const namesOf = (ids: readonly string[]): string => {
            const known = new Set(ids);
            const names = tokens.filter(({ id }) => known.has(id)).map(({ client }) => client);
            return names.length > MOST_NAMES
              ? `${names.length} clients`
              : listed(names, "and") || "nobody";
          };
          return [
            <li key={nsp}>{`Namespace ${nsp}: ${namesOf(tokens.map(({ id }) => id))}`}</li>,
            ...rooms
              .slice(0, MOST_ROOMS)
              .map((room) => (
                <li
                  key={`${nsp} ${room.room}`}
                >{`Room ${spelt(roomWords(room))}: ${namesOf(room.ids)}`}</li>
              )),
          ];
        })}
      </ul>
    </>
  );
}

// Beyond, a list is no help to anybody.
const MOST_NAMES = 12;
const MOST_ROOMS = 24;
