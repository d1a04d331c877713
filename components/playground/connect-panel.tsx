// One more client of the page's own, and lines to copy for one of the learner's. Comes when it is asked for.
"use client";
import { Fragment, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { commandKey } from "#components/ui/command-key.ts";
import { connectLines } from "./connect-lines.ts";
import styles from "./connect-own.module.css";
import { nextGuest } from "./guest-deeds.ts";
import { useWorkbench } from "./workbench.ts";

export function ConnectPanel() {
  const { address } = useWorkbench();
  return (
    <>
      <Invite />
      {address === undefined ? (
        <p>Your server has no address yet. Press Run, then look here again.</p>
      ) : (
        <Lines address={address} />
      )}
    </>
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
  const [done, setDone] = useState<string>();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setDone("Copied");
    } catch {
      // A browser lends its clipboard to secure addresses only, and may be told not to.
      if (shown.current) getSelection()?.selectAllChildren(shown.current);
      setDone(`Now press ${commandKey()}+C`);
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
