// What became of a delivery for everyone, as a table: a row for each client, and one for many of whom the same is to be
// said.
import { Mark } from "#components/ui/mark.tsx";
import type { Actor } from "#trace/cast.ts";
import { spelt } from "#trace/spelt.ts";
import type { Delivery } from "#trace/delivery.ts";
import styles from "./deliveries.module.css";
import { type Row, rowsOf, type Verdict } from "./outcome-rows.ts";

type Props = {
  readonly delivery: Delivery;
  readonly cast: readonly Actor[];
  readonly scene: readonly string[];
  readonly answers: ReadonlyMap<string, string>;
  readonly onlookers: ReadonlySet<string> | undefined;
};

export function Outcomes({ delivery, ...among }: Props) {
  return <Rows rows={rowsOf(delivery, among)} />;
}

export function Rows({ rows }: { readonly rows: readonly Row[] }) {
  return (
    <table className={styles.outcomes}>
      <thead className={styles.onlyRead}>
        <tr>
          <th scope="col">Client</th>
          <th scope="col">Outcome</th>
          <th scope="col">Why</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key} data-outcome={row.verdict.state}>
            <th scope="row">
              <Who row={row} />
            </th>
            <td className={styles.verdict}>
              <Icon state={row.verdict.state} />
              {row.verdict.label}
            </td>
            <td>{spelt(row.why)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Who({ row: { mark, name, who } }: { readonly row: Row }) {
  return (
    <span className={styles.who} data-mark={mark ?? "none"}>
      {mark !== undefined && <Mark mark={mark} name={name} />}
      {spelt(who)}
    </span>
  );
}

const ICONS: Readonly<Record<Verdict["state"], string>> = {
  received: "M1.5 6.5l3 3l6 -7",
  "under way": "M1 6h9m-3.5 -3.5l3.5 3.5l-3.5 3.5",
  failed: "M6 1.5v5.5m0 2.6v.6",
  "not sent": "M2 6h8",
};

function Icon({ state }: { readonly state: Verdict["state"] }) {
  return (
    <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
      <path d={ICONS[state]} />
    </svg>
  );
}
