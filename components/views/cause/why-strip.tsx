// Why the selected event happened: one line of links from cause to effect, and one under the other when there is more of
// it. Each link is looked at by pressing it.
"use client";
import { useEffect, useRef, useState } from "react";
import type { Position, Seq } from "#trace/event.ts";
import { spelt } from "#trace/spelt.ts";
import type { Why, WhyLink } from "#trace/why.ts";
import styles from "./why-strip.module.css";

export type WhyStripProps = {
  readonly why: Why;
  readonly onSelect: (seq: Seq) => void;
  /** Shows the line of the program. */
  readonly onLine: (where: Position) => void;
};

/** Pixels of the link before it that stay in sight. */
const NEAR = 120;

export function WhyStrip({ why: { links, more }, onSelect, onLine }: WhyStripProps) {
  const [isOpen, setOpen] = useState(false);
  const list = useRef<HTMLOListElement>(null);
  // Of a long chain the selected event is seen, with what came of it.
  useEffect(() => {
    const current = list.current?.querySelector<HTMLElement>('[data-is="selected"]');
    if (list.current && current) list.current.scrollLeft = current.offsetLeft - NEAR;
  }, [links, isOpen]);
  if (links.length === 0) return null;
  return (
    <section className={styles.strip} data-open={isOpen} aria-label="Why did this happen?">
      <button
        type="button"
        className={styles.toggle}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        Why?
        <svg width="9" height="6" viewBox="0 0 9 6" aria-hidden="true">
          <path d={isOpen ? "M1 1l3.5 3.5l3.5 -3.5" : "M1 5l3.5 -3.5l3.5 3.5"} />
        </svg>
      </button>
      <ol ref={list} className={styles.links}>
        {links.map((link, place) => (
          <li key={place} data-is={link.is}>
            <Link link={link} onSelect={onSelect} onLine={onLine} />
          </li>
        ))}
        {more > 0 && <li>and {more} more</li>}
      </ol>
    </section>
  );
}

type LinkProps = Pick<WhyStripProps, "onSelect" | "onLine"> & { readonly link: WhyLink };

function Link({ link: { seq, is, text, where }, onSelect, onLine }: LinkProps) {
  return (
    <>
      {is === "selected" ? (
        <strong aria-current="true">{spelt(text)}</strong>
      ) : (
        <button type="button" className={styles.link} onClick={() => onSelect(seq)}>
          {spelt(text)}
        </button>
      )}
      {where !== undefined && (
        <button type="button" className={styles.line} onClick={() => onLine(where)}>
          {where.file}:{where.line}
        </button>
      )}
    </>
  );
}
