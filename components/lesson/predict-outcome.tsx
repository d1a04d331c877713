// What a run has decided of a prediction. Comes when the first one is run.
import type { ReactNode } from "react";
import { Mark } from "#components/ui/mark.tsx";
import { sentence } from "#trace/sentence.ts";
import styles from "./predict.module.css";
import type { Sending } from "./sendings.ts";
import { isSame, listed } from "./words.ts";

/** What happened, for each person, in the words of the trace. */
export function Outcome({
  sending,
  said,
  people,
  children,
}: {
  readonly sending: Sending;
  readonly said: readonly string[];
  readonly people: readonly string[];
  readonly children: ReactNode;
}) {
  const was = people.filter((name) => sending.got.has(name));
  const isRight = isSame(was, said);
  const told = sending.deliveries.flatMap((delivery) =>
    delivery.outcomes.map((outcome) => ({
      key: `${delivery.seq} ${outcome.client} ${outcome.session}`,
      client: outcome.client,
      text: sentence(delivery, outcome),
    })),
  );
  return (
    <div className={styles.outcome} data-right={isRight} role="status">
      <p>
        <strong>{isRight ? "You were right." : "Not this time."}</strong>{" "}
        {isRight ? "" : `You said ${listed(said)}; it was ${listed(was)}.`}
      </p>
      <ul>
        {told
          .filter(({ client }) => people.includes(client))
          .toSorted((one, other) => people.indexOf(one.client) - people.indexOf(other.client))
          .map(({ key, client, text }) => (
            <li key={key}>
              <Mark mark={people.indexOf(client)} name={client} size={16} />
              {text}
            </li>
          ))}
      </ul>
      {children}
    </div>
  );
}
