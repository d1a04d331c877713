// Several clients of whom the same is to be said. Comes when there are more than there is room for.
import type { CardOfMany } from "#trace/stage-cards.ts";
import { Frame, type Place, Words } from "./client-card.tsx";
import styles from "./client-card.module.css";
import { noteOfMany } from "./note-of-many.ts";

export function CardOfManyClients({ of, ...place }: Place & { readonly of: CardOfMany }) {
  const note = noteOfMany(of.clients, place.stage, place.isUnderWay);
  // What one has for what came before, these have for their numbers and reasons.
  const lines = place.lines + place.earlier;
  return (
    <Frame {...place} lines={lines} mark={undefined} note={note} state="connected">
      <div className={styles.headOfMany}>
        <span className={styles.title} title={`${of.clients.length} clients ${of.about}`}>
          <b>{of.clients.length}</b> {of.about}
        </span>
      </div>
      <Words note={note} />
    </Frame>
  );
}
