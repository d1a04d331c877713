// The head of one sending: what was sent, to whom, and from which line.
import { argsWords } from "#trace/deed-words.ts";
import type { Delivery } from "#trace/delivery.ts";
import type { ClientSending } from "#trace/client-sendings.ts";
import type { Position } from "#trace/event.ts";
import { spelt } from "#trace/spelt.ts";
import { labelOf } from "#trace/stage-sentence.ts";
import { scopeWords } from "#trace/stage-words.ts";
import styles from "./deliveries.module.css";

type Props = {
  readonly delivery: Delivery;
  /** Shows the line of the program. */
  readonly onLine: (where: Position) => void;
  /** Where that line stands by now, if the program was changed since it ran. */
  readonly nowAt?: ((where: Position) => Position) | undefined;
};

export function Sent({ delivery, onLine, nowAt }: Props) {
  const { sent } = delivery;
  const where = delivery.where && (nowAt?.(delivery.where) ?? delivery.where);
  const args = sent.what === "unreadable" ? undefined : sent.args;
  return (
    <p className={styles.sent}>
      <code>
        {spelt(sent.what === "ack" ? "ack" : labelOf(delivery))}
        {sent.what !== "unreadable" && spelt(argsWords(args))}
      </code>{" "}
      <span>{spelt(scopeWords(delivery))}</span>{" "}
      {where !== undefined && (
        <button type="button" className={styles.line} onClick={() => onLine(where)}>
          {where.file}:{where.line}
        </button>
      )}
    </p>
  );
}

export function SentByClient({ sending }: { readonly sending: ClientSending }) {
  const { event, args, who, nsp, wantsAck } = sending;
  return (
    <p className={styles.sent}>
      <code>
        {spelt(event ?? "ack")}
        {spelt(argsWords(args))}
      </code>{" "}
      <span>
        from {spelt(who)} to the server{nsp === "/" ? "" : ` in ${spelt(nsp)}`}
        {wantsAck ? ", wants an acknowledgement" : ""}
      </span>
    </p>
  );
}
