// One token for each socket object the server holds, above the card of the client at the other end.
import { Mark } from "#components/ui/mark.tsx";
import { type Air, landing } from "./air.ts";
import type { Layout, TokenPlace, TokenSize } from "./layout.ts";
import type { Light } from "./light.ts";
import styles from "./tokens.module.css";
import { type Hopping, useHop } from "./use-hop.ts";

type Props = {
  readonly layout: Layout;
  readonly light: Light;
  readonly air: Air;
  readonly travel: number;
};

export function Tokens({ layout, light, air, travel }: Props) {
  return (
    <div aria-hidden="true">
      {layout.tokens.map((token) => (
        <TokenOf
          key={`${token.nsp} ${token.card.is === "one" ? token.sockets[0]?.id : token.card.key}`}
          token={token}
          light={light}
          size={layout.token}
          comesIn={comesIn(air, token)}
          travel={travel}
        />
      ))}
    </div>
  );
}

/** When the last packet on the way up to it lands. */
function comesIn(air: Air, { sockets }: TokenPlace): number {
  const own = new Set(sockets.map(({ session }) => session));
  return Math.max(
    0,
    ...air.filter((one) => one.direction === "up" && own.has(one.session)).map(landing),
  );
}

function TokenOf({
  token: { nsps, card, sockets, x, y },
  light,
  size: { says, width },
  ...hopping
}: Hopping & {
  readonly token: TokenPlace;
  readonly light: Light;
  readonly size: TokenSize;
}) {
  const ref = useHop(
    sockets.flatMap(({ rooms }) => rooms),
    hopping,
  );
  const states = new Set(
    nsps.flatMap((nsp) => sockets.map((socket) => light.tokenState(nsp, socket))),
  );
  const state = states.has("lit") ? "lit" : states.has("dim") ? "dim" : "plain";
  const place = { transform: `translate(${x}px, ${y}px) translate(-50%, -50%)` };
  if (card.is === "many")
    return (
      <span
        ref={ref}
        className={styles.token}
        data-mark="none"
        data-says="many"
        data-light={state}
        title={`${sockets.length} sockets`}
        style={place}
      >
        <b>×{sockets.length}</b>
      </span>
    );
  const ids = sockets.map(({ id }) => id).join(", ");
  const { who, name, mark, isLost } = card.client;
  return (
    <span
      ref={ref}
      className={styles.token}
      data-mark={mark}
      data-light={state}
      data-lost={isLost}
      title={`${who}'s socket ${ids}`}
      data-says={says}
      style={says === "mark" ? place : { ...place, width }}
    >
      <Mark mark={mark} name={name} size={18} />
      {says !== "mark" && <b>{who}</b>}
      {sockets.length > 1 && <code>×{sockets.length}</code>}
      {says === "socket" && sockets.length === 1 && <code>socket</code>}
    </span>
  );
}
