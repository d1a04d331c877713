// What can be taken along of a lesson, and what has been: a link, text, a file. All of it is made here, in the page.
"use client";
import { type DragEvent, useEffect, useMemo, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { commandKey } from "#components/ui/command-key.ts";
import { useCalm } from "../use-calm.ts";
import { useWorkbench, type Workbench } from "../workbench.ts";
import styles from "./share.module.css";
import { fileOf, kB, type Link, linkTo, textOf } from "./take-along.ts";

/** Milliseconds. What goes on meanwhile is in the next link. */
const CALM_MS = 1_000;

export function SharePanel() {
  const workbench = useCalm(useWorkbench(), CALM_MS);
  const secrets = useMemo(() => workbench.secrets(), [workbench]);
  const link = useLink(workbench, secrets);
  const field = useRef<HTMLInputElement>(null);
  const byHand = useRef<HTMLTextAreaElement>(null);
  const [said, say] = useState("");
  const [uncopied, setUncopied] = useState<string>();
  const isEmpty = workbench.trace.length === 0;

  const copy = async (text: string, what: "link" | "run") => {
    setUncopied(undefined);
    try {
      await navigator.clipboard.writeText(text);
      say(what === "link" ? "The link is copied." : "The run, as text, is copied.");
    } catch {
      // A browser lends its clipboard to secure addresses only, and may be told not to.
      if (what === "run") setUncopied(text);
      requestAnimationFrame(() => {
        const shown = (what === "run" ? byHand : field).current;
        shown?.focus();
        shown?.select();
      });
      say(
        `This browser does not lend its clipboard: the ${what} is selected, press ${commandKey()}+C.`,
      );
    }
  };
  const download = () => {
    const { ok, text } = fileOf(workbench, secrets);
    if (!ok) return say(`The run stays here: ${text}. Run it again without.`);
    save(text, `${workbench.lesson}.run.json`);
    say(`The run is in your downloads (${kB(text)}).`);
  };

  return (
    <>
      <p className={styles.what}>
        The link carries your code{link?.ok && !link.without && !isEmpty ? " and the run" : ""} in
        itself; nothing is uploaded. Whoever opens it sees what you see, paused at this moment.
      </p>
      <div className={styles.row}>
        <input
          ref={field}
          className={styles.link}
          aria-label="Link"
          readOnly
          value={link?.ok ? addressOf(link.hash) : ""}
          onFocus={(event) => event.currentTarget.select()}
        />
        <Button
          look="main"
          disabled={!link?.ok}
          onClick={() => void (link?.ok && copy(addressOf(link.hash), "link"))}
        >
          Copy link
        </Button>
      </div>
      <p className={styles.size}>{link === undefined ? "…" : aboutLink(link)}</p>
      <div className={styles.row}>
        <Button
          look="small"
          disabled={isEmpty}
          onClick={() => void copy(textOf(workbench, secrets), "run")}
        >
          Copy the run as text
        </Button>
        <Button look="small" disabled={isEmpty} onClick={download}>
          Download the run
        </Button>
      </div>
      {uncopied !== undefined && (
        <textarea
          ref={byHand}
          className={styles.byHand}
          readOnly
          aria-label="The run as text, to be copied"
          value={uncopied}
        />
      )}
      <Opening />
      <p className={styles.said} role="status">
        {said}
      </p>
    </>
  );
}

/** A file chosen, or dropped. */
function Opening() {
  const { receive } = useWorkbench();
  const [isOver, setOver] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const open = (file: File | null | undefined) => {
    if (!file) return;
    // What is to be seen is behind this panel.
    place.current?.closest<HTMLElement>("[popover]")?.hidePopover();
    receive(file);
  };
  const over = (is: boolean) => (event: DragEvent) => {
    event.preventDefault();
    setOver(is);
  };
  return (
    <div
      ref={place}
      className={styles.opening}
      data-over={isOver}
      onDragOver={over(true)}
      onDragLeave={over(false)}
      onDrop={(event) => {
        over(false)(event);
        open(event.dataTransfer.files[0]);
      }}
    >
      <label>
        Open a run that was downloaded
        <input
          type="file"
          accept=".json,application/json"
          onChange={(event) => {
            open(event.currentTarget.files?.[0]);
            event.currentTarget.value = "";
          }}
        />
      </label>
      <span>or drop its file here.</span>
    </div>
  );
}

function useLink(workbench: Workbench, secrets: readonly string[]): Link | undefined {
  const [link, setLink] = useState<Link>();
  useEffect(() => {
    let isOver = false;
    void linkTo(workbench, secrets).then((made) => {
      if (!isOver) setLink(made);
    });
    return () => {
      isOver = true;
    };
  }, [workbench, secrets]);
  return link;
}

function aboutLink(link: Link): string {
  if (!link.ok) return `There is no link: ${link.text} Download the run instead.`;
  const size = `${link.hash.length.toLocaleString("en-GB")} characters.`;
  return link.without === undefined ? size : `${size} Without the run: ${link.without}.`;
}

const addressOf = (hash: string): string => `${location.origin}${location.pathname}${hash}`;

function save(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const anchor = Object.assign(document.createElement("a"), { href: url, download: name });
  anchor.click();
  URL.revokeObjectURL(url);
}
