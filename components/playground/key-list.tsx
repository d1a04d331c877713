// A list of keys, as one reads it, and the switch for those that are single letters.
"use client";
import { commandKey } from "#components/ui/command-key.ts";
import { useKept } from "./kept.ts";
import { letterKeys } from "./letter-keys.ts";
import type { Shortcut } from "./shortcuts.ts";
import styles from "./key-list.module.css";

type Groups = Readonly<Record<string, readonly Pick<Shortcut, "key" | "words">[]>>;

/** Keys by what they are for. */
export function KeyList({ groups }: { readonly groups: Groups }) {
  const hasLetters = useKept(letterKeys) === "on";
  return (
    <div className={styles.groups}>
      <label className={styles.letters}>
        <input
          ref={focus}
          type="checkbox"
          checked={hasLetters}
          onChange={({ target }) => letterKeys.set(target.checked ? "on" : "off")}
        />
        Single letters are shortcuts
      </label>
      {Object.entries(groups).map(([title, shortcuts]) => (
        <section key={title} aria-label={title}>
          <h4>{title}</h4>
          <dl>
            {shortcuts.map(({ key, words }) => (
              <div key={key}>
                <dt>
                  <Keys of={key} />
                </dt>
                <dd>{words}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}

/** As it comes; whoever opens the list again sees to it. */
const focus = (input: HTMLInputElement | null): void => input?.focus();

const Keys = ({ of }: { readonly of: string }) =>
  of.split(/[+ ]/).map((one) => <kbd key={one}>{one === "Ctrl" ? commandKey() : one}</kbd>);
