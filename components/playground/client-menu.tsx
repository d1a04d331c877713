// All that one client can be made to do and to suffer: what its card opens to.
"use client";
import { Button } from "#components/ui/button.tsx";
import type { SceneClient } from "#protocol/scene.ts";
import { checkpointOf } from "#trace/checkpoint.ts";
import type { Deed } from "#trace/event.ts";
import styles from "./client-controls.module.css";
import { EmitForm } from "./emit-form.tsx";
import { NetworkMenu } from "./network-menu.tsx";
import { RequestForm } from "./request-form.tsx";
import { useWorkbench } from "./workbench.ts";

type Props = {
  readonly client: SceneClient;
  /** Its own buttons are here, since there is no room for them on the card. */
  readonly hasOwn: boolean;
};

export function ClientMenu({ client, hasOwn }: Props) {
  const { act, phase, trace, guests, dismiss, reload, ...all } = useWorkbench();
  const { name, buttons = [] } = client;
  const isOff = phase.phase !== "running";
  const now = checkpointOf(trace);
  const state = now.states.find((each) => each.client === name)?.state.state;
  const isIn = state === "connected" || state === "connecting" || state === "reconnecting";
  const hasTab = phase.phase === "running" && all.tabs.get(name) === phase.run;
  const isGuest = guests.some((guest) => guest.name === name);
  const does = (deed: Deed) => () => act(name, deed);
  return (
    <>
      {hasOwn && (
        <div className={styles.own}>
          {buttons.map(({ label, deed }) => (
            <Button
              key={label}
              look="small"
              disabled={isOff}
              aria-label={`${name}: ${label}`}
              onClick={does(deed)}
            >
              {label}
            </Button>
          ))}
        </div>
      )}
      <EmitForm
        who={name}
        isOff={isOff}
        namespaces={[...new Set(["/", ...now.sockets.map(({ nsp }) => nsp)])]}
        onDeed={(deed) => act(name, deed)}
      />
      <div className={styles.row}>
        <Button look="small" disabled={isOff || isIn} onClick={does({ do: "connect" })}>
          Connect
        </Button>
        <Button look="small" disabled={isOff || !isIn} onClick={does({ do: "disconnect" })}>
          Disconnect
        </Button>
        <Button
          look="small"
          disabled={isOff}
          title="As when its page is loaded again: a new connection, a new socket.id"
          onClick={() => reload(name)}
        >
          Reload
        </Button>
        <Button
          look="small"
          disabled={isOff}
          title={`Another connection of ${name}, with the same program and a socket of its own`}
          onClick={() => (hasTab ? all.closeTab(name) : all.openTab(name))}
        >
          {hasTab ? "Close tab 2" : "Second tab"}
        </Button>
        {isGuest && (
          <Button look="small" onClick={() => dismiss(name)}>
            Remove {name}
          </Button>
        )}
        <span className={styles.state}>{isOff ? "The server is not running." : state}</span>
      </div>
      <NetworkMenu who={name} isOff={isOff} />
      <details className={styles.request}>
        <summary>Ask over HTTP</summary>
        <RequestForm who={name} isOff={isOff} onDeed={(deed) => act(name, deed)} />
      </details>
    </>
  );
}
