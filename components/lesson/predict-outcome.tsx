// What a run has decided of a prediction. Comes when the first one is run.
import type { ReactNode } from "react";
import { Mark } from "#components/ui/mark.tsx";
import { marked } from "#trace/cast.ts";
import { pushedSentence } from "#trace/pushed.ts";
import { sentence } from "#trace/sentence.ts";
import styles from "./predict.module.css";
import type { Nothing, Sending } from "./sendings.ts";
import { isSame, named } from "./words.ts";

export type Decided = Sending | Nothing;

type Props = {
  readonly decided: Decided;
  /** What was asked, and whether it was the lesson's own program that ran. */
  readonly of: { readonly event: string; readonly isOwn: boolean };
  readonly said: readonly string[];
  readonly people: readonly string[];
  readonly children: ReactNode;
};

/** What happened, for each person, in the words of the trace. */
export function Outcome({ decided, of, said, people, children }: Props) {
  const was = "got" in decided ? people.filter((name) => decided.got.has(name)) : [];
  const isRight = isSame(was, said);
  const marks = new Map(marked(people).map(({ name, mark }) => [name, mark]));
  const { deliveries, pushed } = "got" in decided ? decided : { deliveries: [], pushed: [] };
  const byHttp = pushed.map((one) => ({
    key: `${one.seq}`,
    client: one.client,
    text: pushedSentence(one),
  }));
  const told = deliveries
    .flatMap((delivery) =>
      delivery.outcomes.map((outcome) => ({
        key: `${delivery.seq} ${outcome.client} ${outcome.session}`,
        client: outcome.client,
        text: sentence(delivery, outcome),
      })),
    )
    // Of whom it reached over HTTP there is more to say than that they have no socket.
    .filter(({ client }) => byHttp.every((one) => one.client !== client))
    .concat(byHttp);
  return (
    <div className={styles.outcome} data-right={isRight} role="status">
      <p>
        <strong>{isRight ? "You were right." : "Not this time."}</strong>{" "}
        {isRight ? "" : `You said ${named(said)}; it was ${named(was)}.`}
      </p>
      {!of.isOwn && (
        <p>
          The program is no longer the lesson’s own: this is what yours does. “Reset” brings back
          the one that the question is about.
        </p>
      )}
      {"why" in decided && <p>{NOTHING[decided.why](of.event)}</p>}
      <ul>
        {told
          .filter(({ client }) => people.includes(client))
          .toSorted((one, other) => people.indexOf(one.client) - people.indexOf(other.client))
          .map(({ key, client, text }) => (
            <li key={key}>
              <Mark mark={marks.get(client) ?? 0} name={client} size={16} />
              {text}
            </li>
          ))}
      </ul>
      {children}
    </div>
  );
}

const NOTHING: Readonly<Record<Nothing["why"], (event: string) => string>> = {
  unheard: () => "It arrived at the server, which has no listener for it: nothing was sent.",
  silent: (event) => `The server took it up, came to rest, and sent no ${event}.`,
};
