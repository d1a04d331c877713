// Everything that was sent, to choose from. Of very many only those around the one that is shown are written out.
import type { Actor } from "#trace/cast.ts";
import { type Sending, sendingLabel } from "#trace/all-sendings.ts";
import type { Seq } from "#trace/event.ts";
import { spelt } from "#trace/spelt.ts";
import { Mark } from "#components/ui/mark.tsx";
import styles from "./sendings-list.module.css";

type Props = {
  readonly all: readonly Sending[];
  /** The place of the one that is shown. */
  readonly index: number;
  readonly cast: readonly Actor[];
  readonly kin: ReadonlySet<Seq> | undefined;
  readonly onChoose: (seq: Seq) => void;
};

/** So many before and after the one that is shown. */
const AROUND = 50;

export function SendingsList({ all, index, cast, kin, onChoose }: Props) {
  const from = Math.max(0, index - AROUND);
  const to = Math.min(all.length, index + AROUND + 1);
  return (
    <ol className={styles.list} start={from + 1} aria-label="Everything that was sent">
      {from > 0 && <li className={styles.more}>{from} before these</li>}
      {all.slice(from, to).map((sending, i) => {
        const { what, from: sender } = sendingLabel(sending);
        const actor =
          sending.by === "client"
            ? cast.find(({ name }) => name === sending.sending.client)
            : undefined;
        const isKin = kin?.has(sending.seq) ?? false;
        return (
          <li key={sending.seq} data-mark={actor?.mark ?? "none"}>
            <button
              type="button"
              aria-current={from + i === index}
              data-kin={isKin}
              onClick={() => onChoose(sending.seq)}
            >
              <span className={styles.who}>
                {actor && <Mark mark={actor.mark} name={actor.name} />}
                {spelt(sender)}
              </span>
              <code>{spelt(what)}</code>
              {isKin && from + i !== index && <small>belongs to it</small>}
            </button>
          </li>
        );
      })}
      {to < all.length && <li className={styles.more}>{all.length - to} after these</li>}
    </ol>
  );
}
