// Which sending is shown: one step back or forth, one of a list, and whose there are at all.
import type { Whose } from "#trace/all-sendings.ts";
import styles from "./deliveries.module.css";

type Props = {
  readonly index: number;
  readonly count: number;
  readonly whose: Whose;
  /** The clients that have sent something. */
  readonly clients: readonly string[];
  readonly onWhose: (whose: Whose) => void;
  readonly isListed: boolean;
  readonly onList: (isListed: boolean) => void;
  readonly onStep: (by: 1 | -1) => void;
};

export function Picker({ index, count, whose, clients, onWhose, isListed, ...does }: Props) {
  const value = typeof whose === "string" ? whose : `client ${whose.client}`;
  return (
    <div className={styles.steps}>
      <label>
        <span className={styles.onlyRead}>Sent by</span>
        <select
          value={value}
          onChange={({ target }) => onWhose(whoseOf(target.value))}
          className={styles.whose}
        >
          <option value="server">by the server</option>
          {clients.map((name) => (
            <option key={name} value={`client ${name}`}>
              by {name}
            </option>
          ))}
          <option value="all">by anyone</option>
        </select>
      </label>
      <button type="button" disabled={index <= 0} onClick={() => does.onStep(-1)}>
        <span aria-hidden="true">‹</span>
        <span className={styles.onlyRead}>The one before</span>
      </button>
      <button
        type="button"
        className={styles.place}
        aria-expanded={isListed}
        disabled={count === 0}
        onClick={() => does.onList(!isListed)}
      >
        {index + 1} of {count}
        <span className={styles.onlyRead}>, list them</span>
      </button>
      <button type="button" disabled={index >= count - 1} onClick={() => does.onStep(1)}>
        <span aria-hidden="true">›</span>
        <span className={styles.onlyRead}>The next one</span>
      </button>
    </div>
  );
}

function whoseOf(value: string): Whose {
  if (value === "server" || value === "all") return value;
  return { client: value.replace(/^client /, "") };
}
