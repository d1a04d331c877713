// Help after a check that did not hold, a step at a time: nobody is told more than they have asked for.
import { useEffect, useId, useRef, useState } from "react";
import type { Checked } from "#components/playground/other-run.ts";
import { Button } from "#components/ui/button.tsx";
import { Coded } from "./coded.tsx";
import styles from "./hints.module.css";

type Props = Pick<Checked, "hints" | "show"> & {
  readonly light: ((file: string, line: number) => void) | undefined;
};

export function Hints({ hints, show, light }: Props) {
  const own = useId();
  const [open, setOpen] = useState(0);
  const last = useRef<HTMLLIElement>(null);
  const left = hints.length - open;
  useEffect(() => {
    // The button that was pressed last may be gone by now.
    if (open > 0) last.current?.focus();
  }, [open]);
  return (
    <section className={styles.hints} aria-label="Hints">
      <ol>
        {hints.slice(0, open).map(({ text, at, where }, i) => (
          <li key={text} tabIndex={-1} ref={i === open - 1 ? last : undefined}>
            <p id={`${own}-${i}`}>
              <Coded text={text} />
            </p>
            {at !== undefined && (
              <Button look="small" aria-describedby={`${own}-${i}`} onClick={() => show(at)}>
                See it on the stage
              </Button>
            )}{" "}
            {where && light && (
              <Button look="small" onClick={() => light(where.file, where.line)}>
                {where.file}, line {where.line}
              </Button>
            )}
          </li>
        ))}
      </ol>
      {left > 0 && (
        <Button onClick={() => setOpen(open + 1)}>
          {open === 0 ? "Give me a hint" : `Another hint (${left} left)`}
        </Button>
      )}
    </section>
  );
}
