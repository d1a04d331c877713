// A request of a client's own to the routes of the learner's server.
"use client";
import { type FormEvent, useId, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import type { Deed } from "#trace/event.ts";
import styles from "./client-controls.module.css";

type Props = {
  readonly who: string;
  readonly isOff: boolean;
  readonly onDeed: (deed: Deed) => void;
};

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

export function RequestForm({ who, isOff, onDeed }: Props) {
  const id = useId();
  const [method, setMethod] = useState<string>("GET");
  const [path, setPath] = useState("/");
  const [body, setBody] = useState("");
  const isReady = path.startsWith("/");
  const submit = (submitted: FormEvent) => {
    submitted.preventDefault();
    if (!isReady || isOff) return;
    onDeed({ do: "http", method, path, ...(method !== "GET" && body !== "" && { body }) });
  };
  return (
    <form className={styles.form} onSubmit={submit} aria-label={`${who} asks over HTTP`}>
      <div className={styles.line}>
        <select
          aria-label="Method"
          value={method}
          onChange={(change) => setMethod(change.target.value)}
        >
          {METHODS.map((each) => (
            <option key={each}>{each}</option>
          ))}
        </select>
        <input
          className={styles.path}
          aria-label="Path"
          value={path}
          aria-invalid={!isReady}
          aria-describedby={isReady ? undefined : `${id}-path`}
          onChange={(change) => setPath(change.target.value)}
          autoComplete="off"
          spellCheck={false}
        />
        <Button look="small" type="submit" disabled={isOff || !isReady}>
          Send
        </Button>
      </div>
      {!isReady && (
        <p id={`${id}-path`} className={styles.problem}>
          A path begins with a slash: /messages
        </p>
      )}
      {method !== "GET" && (
        <>
          <label htmlFor={`${id}-body`}>Body, as text or JSON</label>
          <textarea
            id={`${id}-body`}
            rows={3}
            value={body}
            placeholder={'{ "text": "hi" }'}
            spellCheck={false}
            onChange={(change) => setBody(change.target.value)}
          />
        </>
      )}
    </form>
  );
}
