// A console on which a learner speaks HTTP and WebSocket byte by byte to their own server: what is written, and what
// comes back, as it is.
"use client";
import { useContext, useEffect, useId, useRef, useState } from "react";
import { WorkbenchContext } from "#components/playground/workbench.ts";
import { BY_HAND } from "#protocol/by-hand.ts";
import { Button } from "#components/ui/button.tsx";
import { bytesWritten, readBytes } from "#trace/byte-notation.ts";
import type { Trace } from "#trace/event.ts";
import { hexText } from "#trace/wire-text.ts";
import styles from "./by-hand.module.css";
import { type HandLine, openHandLine, type Passed } from "./hand-line.ts";
import { bytesOf, type Envelope, withSid, type Writing } from "#protocol/writing.ts";

type Props = { readonly title: string; readonly writings: readonly Writing[] };

const ENVELOPES: Readonly<Record<Envelope, string>> = {
  bytes: "as it stands",
  masked: "in a text frame, masked",
  unmasked: "in a text frame without a mask",
};
/** What is kept of a line. */
const KEPT = 60;
const NO_TRACE: Trace = [];

export function ByHand({ title, writings }: Props) {
  const id = useId();
  const workbench = useContext(WorkbenchContext);
  const trace = workbench?.lessonRun.trace ?? NO_TRACE;
  const [text, setText] = useState(writings[0]?.bytes ?? "");
  const [envelope, setEnvelope] = useState<Envelope>(writings[0]?.as ?? "bytes");
  const { isOpen, isWaiting, passed, write, hangUp } = useLine();
  const read = readBytes(text);
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [passed]);
  const showWire = () => {
    const last = lastByHand(trace);
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
          if (out.ok) write(out.bytes);
        }}
      >
        <label htmlFor={`${id}text`}>
          What you write. A new line is <code>\r\n</code>; <code>\x81</code> is one byte.
        </label>
        <textarea
          id={`${id}text`}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
          rows={Math.min(10, Math.max(3, text.split("\n").length))}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          aria-invalid={!read.ok}
          aria-describedby={`${id}wrong`}
        />
        <p id={`${id}wrong`} className={styles.wrong} role="status">
          {read.ok ? "" : read.text}
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
          <Button look="quiet" disabled={lastByHand(trace) === undefined} onClick={showWire}>
            See it in Wire
          </Button>
        </div>
      </form>
      <ol ref={list} className={styles.passed} tabIndex={0} aria-label="What has passed">
        {passed.map((one, index) => (
          <li key={index} data-is={one.is}>
            <PassedLine passed={one} />
          </li>
        ))}
      </ol>
      <p className={styles.state} role="status">
        {stateOf({ isWaiting, isOpen, passed })}
      </p>
    </section>
  );
}

/** The last of what passed on any line by hand. */
const lastByHand = (trace: Trace) =>
  trace.findLast(
    (event) =>
      (event.kind === "frame" || event.kind === "http.request" || event.kind === "http.response") &&
      event.client === BY_HAND,
  );

function PassedLine({ passed }: { readonly passed: Passed }) {
  if (!("bytes" in passed))
    return passed.is === "opened" ? "The connection is open." : "The connection has ended.";
  const { is, bytes } = passed;
  return (
    <>
      <b>{is === "written" ? "You" : "Server"}</b>
      <span className={styles.size}>
        {bytes.length} {bytes.length === 1 ? "byte" : "bytes"}
      </span>
      <pre>{bytesWritten(bytes)}</pre>
      <details>
        <summary>In hexadecimal</summary>
        <pre>{hexText(bytes)}</pre>
      </details>
    </>
  );
}

type Line = {
  readonly isOpen: boolean;
  /** Something was written, and the program does not run yet. */
  readonly isWaiting: boolean;
  readonly passed: readonly Passed[];
  readonly write: (bytes: Uint8Array) => void;
  readonly hangUp: () => void;
};

function stateOf({ isWaiting, isOpen, passed }: Pick<Line, "isWaiting" | "isOpen" | "passed">) {
  if (isWaiting) return "Your server is starting; then it is written.";
  if (isOpen) return "The connection is open.";
  return passed.length === 0 ? "No connection yet: the first writing opens one." : "";
}

/** A line to the lesson's own run, dialled with the first writing. */
function useLine(): Line {
  const workbench = useContext(WorkbenchContext);
  const line = useRef<HandLine>(undefined);
  const [isOpen, setOpen] = useState(false);
  const [waiting, setWaiting] = useState<Uint8Array>();
  const [passed, setPassed] = useState<readonly Passed[]>([]);
  useEffect(() => () => line.current?.hangUp(), []);

  const address = workbench?.address;
  const phase = workbench?.lessonRun.phase.phase;
  const dial = (home: string, bytes: Uint8Array) => {
    const its = openHandLine(home, (one) => {
      setPassed((before) => [...before, one].slice(-KEPT));
      if (one.is !== "ended" || line.current !== its) return;
      line.current = undefined;
      setOpen(false);
    });
    line.current = its;
    setOpen(true);
    its.write(bytes);
  };
  useEffect(() => {
    if (waiting === undefined || phase !== "running" || address === undefined) return;
    setWaiting(undefined);
    dial(address, waiting);
  }, [waiting, phase, address]);
  const wasUnderWay = useRef(false);
  useEffect(() => {
    if (wasUnderWay.current && phase === "ended") setWaiting(undefined);
    wasUnderWay.current = phase === "starting" || phase === "running";
  }, [phase]);

  return {
    isOpen,
    isWaiting: waiting !== undefined,
    passed,
    write(bytes) {
      if (line.current) return line.current.write(bytes);
      setWaiting(bytes);
      if (phase !== "running" && phase !== "starting") {
        workbench?.openExercise?.(undefined);
        workbench?.run();
      }
    },
    hangUp: () => line.current?.hangUp(),
  };
}
