// One token for each socket object the server holds, above the card of the client at the other end.
import { Mark } from "#components/ui/mark.tsx";
import type { Layout, TokenPlace } from "./layout.ts";
import type { Light } from "./light.ts";
import styles from "./tokens.module.css";

export function Tokens({ layout, light }: { readonly layout: Layout; readonly light: Light }) {
  return (
    <div aria-hidden="true">
      {layout.tokens.map((token) => (
        <TokenOf
          key={`${token.nsp} ${token.card.is === "one" ? token.sockets[0]?.id : token.card.key}`}
          token={token}
          light={light}
          hasId={layout.hasIds}
        />
      ))}
    </div>
  );
}

function TokenOf({
  token: { nsp, card, sockets, x, y },
  light,
  hasId,
}: {
  readonly token: TokenPlace;
  readonly light: Light;
  readonly hasId: boolean;
}) {
  const states = new Set(sockets.map((socket) => light.tokenState(nsp, socket)));
  const state = states.has("lit") ? "lit" : states.has("dim") ? "dim" : "plain";
  const place = { transform: `translate(${x}px, ${y}px) translate(-50%, -50%)` };
  if (card.is === "many")
    return (
      <span
        className={styles.token}
        data-mark="none"
        data-light={state}
        title={`${sockets.length} sockets`}
        style={place}
      >
        <b>×{sockets.length}</b>
      </span>
    );
  const id = sockets[0]?.id ?? "";
  const { who, name, mark, isLost } = card.client;
  return (
    <span
      className={styles.token}
      data-mark={mark}
      data-light={state}
      data-lost={isLost}
      title={`${who}'s socket ${id}`}
      style={place}
    >
      <Mark mark={mark} name={name} size={18} />
      {hasId && <code>{id.length > 6 ? `${id.slice(0, 5)}…` : id}</code>}
    </span>
  );
}
