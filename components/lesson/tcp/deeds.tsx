// What either side may do, and the network between them. What cannot be done now can be pressed all the same: it says why.
import { Button } from "#components/ui/button.tsx";
import { Roving } from "#components/ui/roving.tsx";
import type { Deed } from "./exchange.ts";
import styles from "./tcp-model.module.css";

type Row = { readonly who: string; readonly deeds: readonly (readonly [Deed, string])[] };

const ROWS: readonly Row[] = [
  {
    who: "Client",
    deeds: [
      ["connect", "Connect"],
      ["ask", "GET /price"],
      ["ask twice", "Two GETs at once"],
      ["client closes", "Close (FIN)"],
      ["client aborts", "Abort (RST)"],
    ],
  },
  {
    who: "Server",
    deeds: [
      ["answer", "Answer"],
      ["answer at length", "Long answer"],
      ["speak unasked", "Say something unasked"],
      ["server closes", "Close (FIN)"],
      ["server aborts", "Abort (RST)"],
    ],
  },
  {
    who: "Network",
    deeds: [
      ["forget", "Forget the flow"],
      ["wait", "Time passes"],
    ],
  },
];

type Props = {
  readonly refusalOf: (deed: Deed) => string | undefined;
  readonly onDeed: (deed: Deed) => void;
};

export const Deeds = ({ refusalOf, onDeed }: Props) => (
  <div className={styles.deeds}>
    {ROWS.map(({ who, deeds }) => (
      <div key={who} className={styles.side}>
        <span aria-hidden="true">{who}</span>
        <Roving label={who} className={styles.row} count={deeds.length}>
          {(tabStop) =>
            deeds.map(([deed, label], place) => (
              <Button
                key={deed}
                look="small"
                tabIndex={tabStop(place)}
                aria-disabled={refusalOf(deed) !== undefined || undefined}
                onClick={() => onDeed(deed)}
              >
                {label}
              </Button>
            ))
          }
        </Roving>
      </div>
    ))}
  </div>
);
