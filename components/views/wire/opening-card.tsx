// How a connection began: its handshake in order, each step a way to its packet, and the accept of the 101 worked out.
import type { OpeningStep } from "#trace/wire-opening.ts";
import type { Passage } from "#trace/wire-passages.ts";
import styles from "./opening.module.css";

export function OpeningCard({
  steps,
  who,
  onOpen,
}: {
  readonly steps: readonly OpeningStep[];
  readonly who: string;
  readonly onOpen: (passage: Passage) => void;
}) {
  return (
    <section className={styles.card} aria-label={`How the connection of ${who} began`}>
      <h3>How the connection of {who} began</h3>
      <ol>
        {steps.map((step) => (
          <li key={`${step.title} ${step.passage?.first}`} data-state={step.state}>
            <Step step={step} onOpen={onOpen} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Step({
  step: { title, says, state, passage, accept },
  onOpen,
}: {
  readonly step: OpeningStep;
  readonly onOpen: (passage: Passage) => void;
}) {
  return (
    <>
      {passage === undefined ? (
        <span className={styles.name}>
          <code>{title}</code>
        </span>
      ) : (
        <button type="button" className={styles.name} onClick={() => onOpen(passage)}>
          <span className={styles.onlyRead}>{passage.from === "client" ? "up: " : "down: "}</span>
          <span aria-hidden="true">{passage.from === "client" ? "↑" : "↓"}</span>{" "}
          <code>{title}</code>
        </button>
      )}
      <span className={styles.says}>
        {state === "absent" && <b>Not here. </b>}
        {state === "refused" && <b>Refused. </b>}
        {says}
      </span>
      {accept !== undefined && <Accept accept={accept} />}
    </>
  );
}

function Accept({ accept }: { readonly accept: NonNullable<OpeningStep["accept"]> }) {
  const { key, steps, sent } = accept;
  return (
    <dl className={styles.accept}>
      <dt>the client’s key</dt>
      <dd>{key}</dd>
      <dt>+ RFC 6455’s own text</dt>
      <dd>{steps.joined.slice(key.length)}</dd>
      <dt>SHA-1 of both, in hex</dt>
      <dd>{steps.digest.replace(/(.{8})(?=.)/g, "$1 ")}</dd>
      <dt>the same in base64</dt>
      <dd>{steps.accept}</dd>
      <dt>Sec-WebSocket-Accept</dt>
      <dd data-right={sent === steps.accept}>
        {sent ?? "was not sent"} {sent === steps.accept ? "✓ as it must be" : "✗ is not that"}
      </dd>
    </dl>
  );
}
