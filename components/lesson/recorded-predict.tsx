// A prediction about a run that was recorded: what happened is given, and hidden until somebody has guessed.
"use client";
import { type ReactNode, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Mark } from "#components/ui/mark.tsx";
import styles from "./recorded-predict.module.css";
import { isSame, named } from "./words.ts";

type Props = {
  readonly question: ReactNode;
  /** In the order of the stage; `text` is the trace's own sentence. */
  readonly people: readonly {
    readonly name: string;
    readonly hasReceived: boolean;
    readonly text: string;
  }[];
};

export function RecordedPredict({ question, people }: Props) {
  const [picked, setPicked] = useState<readonly string[]>([]);
  const [isShown, setShown] = useState(false);
  const was = people.filter(({ hasReceived }) => hasReceived).map(({ name }) => name);
  const isRight = isSame(picked, was);
  const toggle = (name: string) =>
    setPicked(picked.includes(name) ? picked.filter((one) => one !== name) : [...picked, name]);

  return (
    <div className={styles.predict}>
      <p className={styles.question}>{question}</p>
      <ul className={styles.people} data-shown={isShown}>
        {people.map(({ name, hasReceived, text }, index) => (
          <li key={name} data-mark={index} data-got={isShown && hasReceived}>
            <label>
              <input
                type="checkbox"
                checked={picked.includes(name)}
                disabled={isShown}
                onChange={() => toggle(name)}
              />
              <Mark mark={index} name={name} />
              <span className={styles.name}>{name}</span>
            </label>
            <p className={styles.text} aria-hidden={!isShown}>
              {text}
            </p>
          </li>
        ))}
      </ul>
      <div className={styles.go}>
        {isShown ? (
          <Button
            onClick={() => {
              setShown(false);
              setPicked([]);
            }}
          >
            Guess again
          </Button>
        ) : (
          <Button look="main" onClick={() => setShown(true)}>
            Show what happened
          </Button>
        )}
        <p role="status">
          {isShown
            ? isRight
              ? `You were right: ${named(was)}.`
              : `You said ${named(picked)}. It was ${named(was)}.`
            : "Choose who will receive it."}
        </p>
      </div>
      <noscript>
        <style>{`.${styles.text}{display:block!important;visibility:visible!important}.${styles.go}{display:none!important}`}</style>
      </noscript>
    </div>
  );
}
