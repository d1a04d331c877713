// An event of the learner's own making: its name, its arguments as JSON with bytes among them, and whether an
// acknowledgement is asked for. What was sent before is one press away.
"use client";
import { type FormEvent, useId, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { spelt } from "#trace/spelt.ts";
import type { Deed } from "#trace/event.ts";
import { type Attached, AttachFiles } from "./attach-files.tsx";
import styles from "./client-controls.module.css";
import { readArguments, type Unread } from "./read-arguments.ts";
import { type RecentOf, recentEmits, withRecent, type Written } from "./recent-emits.ts";

type Props = {
  readonly who: string;
  readonly isOff: boolean;
  /** What there is to choose from. */
  readonly namespaces: readonly string[];
  readonly onDeed: (deed: Deed) => void;
};

const ACK_MS = 5_000;
const LONGEST_MS = 60_000;
const RESERVED = [
  "connect",
  "connect_error",
  "disconnect",
  "disconnecting",
  "newListener",
  "removeListener",
];

export function EmitForm({ who, isOff, namespaces, onDeed }: Props) {
  const id = useId();
  const [event, setEvent] = useState("");
  const [text, setText] = useState("");
  const [nsp, setNsp] = useState("/");
  const [wantsAck, setWantsAck] = useState(false);
  const [patience, setPatience] = useState(ACK_MS);
  const [files, setFiles] = useState<readonly Attached[]>([]);
  const [recent, setRecent] = useState(() => recentEmits(recentOf(who)));
  const read = readArguments(text);
  const isReserved = RESERVED.includes(event);
  const isReady = read.ok && event !== "" && !isReserved && nsp.startsWith("/");

  const submit = (submitted: FormEvent) => {
    submitted.preventDefault();
    if (!isReady || isOff) return;
    const args = [...read.args, ...files.map(({ base64 }) => ({ $bytes: base64 }))];
    const sending = { nsp, event, args };
    onDeed(
      wantsAck ? { do: "emitWithAck", ...sending, timeout: patience } : { do: "emit", ...sending },
    );
    const written = { nsp, event, args: text, ...(wantsAck && { ack: patience }) };
    setRecent(withRecent(recentOf(who), recent, written));
  };
  const write = (written: Written) => {
    setEvent(written.event);
    setText(written.args);
    setNsp(written.nsp);
    setWantsAck(written.ack !== undefined);
    if (written.ack !== undefined) setPatience(written.ack);
  };

  return (
    <form className={styles.form} onSubmit={submit} aria-label={`${who} sends an event`}>
      {recent.length > 0 && <Recent recent={recent} onPick={write} />}
      <label htmlFor={`${id}-event`}>Event</label>
      <input
        id={`${id}-event`}
        value={event}
        onChange={(change) => setEvent(change.target.value)}
        placeholder="say"
        aria-invalid={isReserved}
        aria-describedby={isReserved ? `${id}-reserved` : undefined}
        autoComplete="off"
        spellCheck={false}
      />
      {isReserved && (
        <p id={`${id}-reserved`} className={styles.problem}>
          Socket.IO keeps “{event}” for itself: choose another name.
        </p>
      )}
      <label htmlFor={`${id}-args`}>Arguments, as JSON</label>
      <input
        id={`${id}-args`}
        value={text}
        onChange={(change) => setText(change.target.value)}
        placeholder={'"hi", { "to": "Bob" }, <01 ff>'}
        aria-invalid={!read.ok}
        aria-describedby={`${id}-problem`}
        autoComplete="off"
        spellCheck={false}
      />
      <div id={`${id}-problem`} className={styles.problem} aria-live="polite">
        {!read.ok && <Problem text={text} unread={read} />}
      </div>
      <AttachFiles files={files} onFiles={setFiles} />
      <div className={styles.line}>
        <label className={styles.ack}>
          <input
            type="checkbox"
            checked={wantsAck}
            onChange={(change) => setWantsAck(change.target.checked)}
          />
          Ask for an acknowledgement
        </label>
        <label className={styles.ack} data-asked={wantsAck}>
          within
          <input
            type="number"
            className={styles.number}
            min={1}
            max={LONGEST_MS}
            required
            disabled={!wantsAck}
            value={patience}
            onChange={(change) => setPatience(change.target.valueAsNumber || 1)}
          />
          ms
        </label>
      </div>
      <div className={styles.line}>
        <label className={styles.ack}>
          Namespace
          <input
            className={styles.nsp}
            value={nsp}
            list={`${id}-nsps`}
            aria-invalid={!nsp.startsWith("/")}
            onChange={(change) => setNsp(change.target.value)}
            autoComplete="off"
            spellCheck={false}
          />
        </label>
        <datalist id={`${id}-nsps`}>
          {namespaces.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
        <Button look="small" type="submit" disabled={isOff || !isReady}>
          Emit
        </Button>
      </div>
    </form>
  );
}

const recentOf = (who: string): RecentOf => ({
  storage: () => sessionStorage,
  lesson: location.pathname,
  who,
});

const AROUND = 14;

/** The text where it breaks, with the place marked. */
function Problem({
  text,
  unread: { at, problem },
}: {
  readonly text: string;
  readonly unread: Unread;
}) {
  const before = text.slice(Math.max(0, at - AROUND), at);
  const after = text.slice(at + 1, at + 1 + AROUND);
  return (
    <>
      {problem}
      <code className={styles.break} aria-hidden="true">
        {at > AROUND && "…"}
        {spelt(before)}
        <mark>{spelt(text.charAt(at)) || " "}</mark>
        {spelt(after)}
        {text.length > at + 1 + AROUND && "…"}
      </code>
    </>
  );
}

function Recent({
  recent,
  onPick,
}: {
  readonly recent: readonly Written[];
  readonly onPick: (written: Written) => void;
}) {
  return (
    <div className={styles.recent} role="group" aria-label="Sent before">
      {recent.map((one) => {
        const { event, args, nsp, ack } = one;
        const words = `${event}${args === "" ? "" : ` ${args}`}${nsp === "/" ? "" : ` in ${nsp}`}${ack === undefined ? "" : ", with an acknowledgement"}`;
        return (
          <button
            key={words}
            type="button"
            title={spelt(`Write again: ${words}`)}
            onClick={() => onPick(one)}
          >
            {spelt(words)}
          </button>
        );
      })}
    </div>
  );
}
