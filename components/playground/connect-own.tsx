// How a client of the learner's own reaches the server: lines to copy, behind a button.
"use client";
import { Fragment, useId, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Popover } from "#components/ui/popover.tsx";
import { connectLines } from "./connect-lines.ts";
import styles from "./connect-own.module.css";
import { nextGuest } from "./guests.ts";
import { useWorkbench } from "./workbench.ts";

export function ConnectOwn() {
  const { address } = useWorkbench();
  const popover = useId();
  return (
    <div className={styles.connect}>
      <Button look="small" popoverTarget={popover} aria-label="Connect your own client">
        <Plug /> <span>Connect your own</span>
      </Button>
      <Popover id={popover} title="Connect your own client" isWide>
        <Invite />
        {address === undefined ? (
          <p>Your server has no address yet. Press Run, then look here again.</p>
        ) : (
          <Lines address={address} />
        )}
      </Popover>
    </div>
  );
}

function Lines({ address }: { readonly address: string }) {
  return (
    <>
      {connectLines(address).map(({ says, text }) => (
        <Fragment key={text}>
          <p>{says}</p>
          <Copied text={text} />
        </Fragment>
      ))}
      <p className={styles.key}>
        The address is a key: whoever has it can talk to your server as long as this page is open. A
        page of another origin needs your server’s leave besides, in its <code>cors</code> option.
      </p>
    </>
  );
}

/** One more client of the lesson's own. */
function Invite() {
  const { clients, invite, phase } = useWorkbench();
  const next = nextGuest(clients);
  return (
    <p className={styles.invite}>
      <Button
        look="small"
        disabled={next === undefined || phase.phase !== "running"}
        onClick={() => invite()}
      >
        Add {next?.name ?? "a client"}
      </Button>
      <span>
        {next === undefined
          ? "The stage is full: remove one, behind the “…” of its card."
          : `who runs what ${clients[0]?.name} runs, in this page.`}
      </span>
    </p>
  );
}

function Copied({ text }: { readonly text: string }) {
  const shown = useRef<HTMLPreElement>(null);
  const [done, setDone] = useState<"Copied" | "Now press Ctrl+C">();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setDone("Copied");
    } catch {
      // A browser lends its clipboard to secure addresses only, and may be told not to.
      if (shown.current) getSelection()?.selectAllChildren(shown.current);
      setDone("Now press Ctrl+C");
    }
  };
  return (
    <div className={styles.copied}>
      <pre ref={shown} tabIndex={0}>
        {text}
      </pre>
      <Button look="small" onClick={() => void copy()}>
        Copy
      </Button>
      <span role="status">{done}</span>
    </div>
  );
}

const Plug = () => (
  <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
    <path
      d="M4 1v3m4-3v3M2.5 4h7v1.5a3.5 3.5 0 0 1-7 0zM6 9v2.5"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.3"
      strokeLinecap="round"
    />
  </svg>
);
