// One token for each socket object the server holds. They slide to where their rooms are.
import { Mark } from "#components/ui/mark.tsx";
import type { Stage } from "#trace/stage.ts";
import type { Layout } from "./layout.ts";
import type { Light } from "./light.ts";
import styles from "./stage.module.css";

export function Tokens({
  stage,
  layout,
  light,
}: {
  readonly stage: Stage;
  readonly layout: Layout;
  readonly light: Light;
}) {
  const seen = new Map<string, number>();
  return (
    <div aria-hidden="true">
      {layout.tokens.map(({ nsp, id, x, y, isGhost }) => {
        const token = stage.namespaces
          .find((space) => space.nsp === nsp)
          ?.tokens.find((one) => one.id === id);
        if (token === undefined) return undefined;
        const copies = seen.get(`${nsp} ${id}`) ?? 0;
        seen.set(`${nsp} ${id}`, copies + 1);
        const mark = stage.clients.find(({ name }) => name === token.client)?.mark ?? 0;
        return (
          <span
            key={`${nsp} ${id} ${copies}`}
            className={styles.token}
            data-mark={mark}
            data-light={isGhost ? "plain" : light.tokenState(nsp, token)}
            data-ghost={isGhost}
            title={`${token.client}'s socket ${id}${isGhost ? ", which is in this room too" : ""}`}
            style={{ transform: `translate(${x}px, ${y}px) translate(-50%, -50%)` }}
          >
            <Mark mark={mark} name={token.client} size={layout.hasIds ? 18 : 22} />
            {layout.hasIds && <code>{id.length > 6 ? `${id.slice(0, 5)}…` : id}</code>}
          </span>
        );
      })}
    </div>
  );
}
