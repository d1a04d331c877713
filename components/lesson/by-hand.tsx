// A console on which a learner speaks HTTP and WebSocket byte by byte to their own server: what is written, and what
// comes back, as it is.
"use client";
import { useContext, useEffect, useId, useMemo, useRef, useState } from "react";
import { WorkbenchContext } from "#components/playground/workbench.ts";
import { Button } from "#components/ui/button.tsx";
import { BY_HAND } from "#trace/by-hand.ts";
import { readBytes } from "#trace/byte-notation.ts";
import type { Trace, TraceEvent } from "#trace/event.ts";
import styles from "./by-hand.module.css";
import { PassedLine, sizeOf } from "./passed-line.tsx";
import { type Line, useHandLine } from "./use-hand-line.ts";
import { bytesOf, type Envelope, withSid, type Writing } from "#protocol/writing.ts";

type Props = { readonly title: string; readonly writings: readonly Writing[] };

const ENVELOPES: Readonly<Record<Envelope, string>> = {
  bytes: "as it stands",
  masked: "in a text frame, masked",
  unmasked: "in a text frame without a mask",
};
const NO_TRACE: Trace = [];

export function ByHand({ title, writings }: Props) {
  const id = useId();
  const workbench = useContext(WorkbenchContext);
  const trace = workbench?.lessonRun.trace ?? NO_TRACE;
  const [text, setText] = useState(writings[0]?.bytes ?? "");
  const [envelope, setEnvelope] = useState<Envelope>(writings[0]?.as ?? "bytes");
  const line = useHandLine();
  const { isOpen, isWaiting, passed, write, hangUp } = line;
  /** Why what stands there was not written. */
  const [refused, refuse] = useState("");
  const read = useMemo(() => readBytes(text), [text]);
  /** What the trace ended with when something was written last. */
  const [written, setWritten] = useState(-1);
  const last = useMemo(() => lastByHand(trace, written), [trace, written]);
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [passed]);
  const showWire = () => {
    if (!workbench || !last) return;
    workbench.openExercise?.(undefined);
    workbench.select(last.seq);
    workbench.show("wire");
    workbench.showStage?.();
  };

  return (
    <section className={styles.frame} aria-labelledby={`${id}title`}>
      <h3 id={`${id}title`} className={styles.title}>
        {title}
      </h3>
      <ul className={styles.writings} aria-label="To begin with">
        {writings.map(({ says, bytes, as = "bytes" }) => (
          <li key={says}>
            <Button
              look="small"
              onClick={() => {
                setText(withSid(bytes, trace));
                refuse("");
                setEnvelope(as);
              }}
            >
              {says}
            </Button>
            <noscript>
              <pre>{bytes}</pre>
            </noscript>
          </li>
        ))}
      </ul>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          const out = bytesOf({ bytes: text, as: envelope }, trace);
          refuse(out.ok ? "" : out.text);
          if (!out.ok) return;
          // A run that begins for it counts from the beginning.
          const isOn = workbench?.lessonRun.phase.phase === "running";
          setWritten((isOn && trace.at(-1)?.seq) || -1);
          write(out.bytes);
        }}
      >
        <label htmlFor={`${id}text`}>
          What you write. A new line is <code>\r\n</code>; <code>\x81</code> is one byte.
        </label>
        <textarea
          id={`${id}text`}
          value={text}
          onChange={({ currentTarget }) => {
            setText(currentTarget.value);
            refuse("");
          }}
          rows={Math.min(10, Math.max(3, text.split("\n").length))}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          aria-invalid={!read.ok}
          aria-describedby={`${id}wrong`}
        />
        <p id={`${id}wrong`} className={styles.wrong} role="status">
          {read.ok ? refused : read.text}
        </p>
        <div className={styles.row}>
          <label>
            Send it{" "}
            <select
              value={envelope}
              onChange={({ currentTarget }) => setEnvelope(currentTarget.value as Envelope)}
            >
              {Object.entries(ENVELOPES).map(([key, words]) => (
                <option key={key} value={key}>
                  {words}
                </option>
              ))}
            </select>
          </label>
          <Button look="main" type="submit" disabled={!read.ok} aria-busy={isWaiting}>
            Write
          </Button>
          <Button look="quiet" disabled={!isOpen} onClick={hangUp}>
            Hang up
          </Button>
          <Button
            look="quiet"
            disabled={last === undefined}
            title={last || passed.length === 0 ? undefined : NO_MESSAGE}
            onClick={showWire}
          >
            See it in Wire
          </Button>
        </div>
      </form>
      <ol ref={list} className={styles.passed} tabIndex={0} aria-label="What has passed">
        {passed.map(({ id: key, passed: one }) => (
          <li key={key} data-is={one.is}>
            <PassedLine passed={one} />
          </li>
        ))}
      </ol>
      <p className={styles.state} role="status">
        {stateOf(line)}
      </p>
    </section>
  );
}

const NO_MESSAGE = "What you wrote last is no whole message: there is none to open.";

/** Of what passed by hand after `since` the last message that was written, or else that came. */
export function lastByHand(trace: Trace, since: number): TraceEvent | undefined {
  const own = trace.filter(
    (event) =>
      (event.kind === "frame" || event.kind === "http.request" || event.kind === "http.response") &&
      event.client === BY_HAND &&
      event.seq > since,
  );
  return (
    own.findLast(
      (event) => !("from" in event && event.from === "server") && event.kind !== "http.response",
    ) ?? own.at(-1)
  );
}

/** What the console is doing; read out whenever it changes. */
export function stateOf({ isWaiting, isOpen, unwritten, passed }: Omit<Line, "write" | "hangUp">) {
  if (isWaiting) return "Your server is starting; then it is written.";
  if (unwritten !== undefined) return `Nothing was written. ${unwritten}`;
  const last = passed.at(-1)?.passed;
  if (last?.is === "heard") return `Server: ${sizeOf(last.bytes)}. ${isOpen ? OPEN : ""}`.trim();
  if (isOpen) return OPEN;
  return last ? "The connection has ended." : "No connection yet: the first writing opens one.";
}

const OPEN = "The connection is open.";
