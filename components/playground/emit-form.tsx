// An event of the learner's own making: its name, its arguments as JSON, and whether an acknowledgement is asked for.
"use client";
import { type FormEvent, useId, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import type { Deed } from "#trace/event.ts";
import styles from "./client-controls.module.css";
import { readArguments } from "./read-arguments.ts";

type Props = {
  readonly who: string;
  readonly isOff: boolean;
  readonly onDeed: (deed: Deed) => void;
};

const ACK_MS = 5_000;

export function EmitForm({ who, isOff, onDeed }: Props) {
  const id = useId();
  const [event, setEvent] = useState("");
  const [text, setText] = useState("");
  const [wantsAck, setWantsAck] = useState(false);
  const read = readArguments(text);
  const submit = (submitted: FormEvent) => {
    submitted.preventDefault();
    if (!read.ok || event === "") return;
    const sending = { nsp: "/", event, args: [...read.args] };
    onDeed(
      wantsAck ? { do: "emitWithAck", ...sending, timeout: ACK_MS } : { do: "emit", ...sending },
    );
  };
  return (
    <form className={styles.form} onSubmit={submit} aria-label={`${who} sends an event`}>
      <label htmlFor={`${id}-event`}>Event</label>
      <input
        id={`${id}-event`}
        value={event}
        onChange={(change) => setEvent(change.target.value)}
        placeholder="say"
        autoComplete="off"
        spellCheck={false}
      />
      <label htmlFor={`${id}-args`}>Arguments, as JSON</label>
      <input
        id={`${id}-args`}
        value={text}
        onChange={(change) => setText(change.target.value)}
        placeholder={'"hi", { "to": "Bob" }'}
        aria-invalid={!read.ok}
        aria-describedby={`${id}-problem`}
        autoComplete="off"
        spellCheck={false}
      />
      <p id={`${id}-problem`} className={styles.problem} aria-live="polite">
        {read.ok ? "" : read.problem}
      </p>
      <label className={styles.ack}>
        <input
          type="checkbox"
          checked={wantsAck}
          onChange={(change) => setWantsAck(change.target.checked)}
        />
        Ask for an acknowledgement
      </label>
      <Button look="small" type="submit" disabled={isOff || event === "" || !read.ok}>
        Emit
      </Button>
    </form>
  );
}
