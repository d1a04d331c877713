// What one client can be made to do: the scene's own buttons, and behind the last of them anything else.
"use client";
import { useId } from "react";
import { Button } from "#components/ui/button.tsx";
import { Popover } from "#components/ui/popover.tsx";
import type { SceneClient } from "#protocol/scene.ts";
import { checkpointOf } from "#trace/checkpoint.ts";
import type { Deed } from "#trace/event.ts";
import styles from "./client-controls.module.css";
import { EmitForm } from "./emit-form.tsx";
import { NetworkMenu } from "./network-menu.tsx";
import { useWorkbench } from "./workbench.ts";

type Props = {
  readonly client: SceneClient;
  /** There is room for nothing but a way to the rest: the card's head. */
  readonly isSmall: boolean;
};

export function ClientControls({ client, isSmall }: Props) {
  const { act, phase, trace } = useWorkbench();
  const popover = useId();
  const { name, buttons = [] } = client;
  const isOff = phase.phase !== "running";
  const state = checkpointOf(trace).states.find((each) => each.client === name)?.state.state;
  const isIn = state === "connected" || state === "connecting" || state === "reconnecting";
  const does = (deed: Deed) => () => act(name, deed);
  const own = buttons.map(({ label, deed }) => (
    <Button
      key={label}
      look="small"
      disabled={isOff}
      aria-label={`${name}: ${label}`}
      title={label}
      onClick={does(deed)}
    >
      {label}
    </Button>
  ));
  return (
    <div
      className={isSmall ? styles.overHead : styles.controls}
      role="group"
      aria-label={`What ${name} does`}
    >
      {isSmall ? (
        <>
          <button type="button" aria-label={`More for ${name}`} popoverTarget={popover} />
          {own[0]}
        </>
      ) : (
        <>
          {own}
          <Button look="small" aria-label={`More for ${name}`} popoverTarget={popover}>
            …
          </Button>
        </>
      )}
      <Popover id={popover} title={name}>
        {isSmall && <div className={styles.own}>{own}</div>}
        <EmitForm who={name} isOff={isOff} onDeed={(deed) => act(name, deed)} />
        <div className={styles.row}>
          <Button look="small" disabled={isOff || isIn} onClick={does({ do: "connect" })}>
            Connect
          </Button>
          <Button look="small" disabled={isOff || !isIn} onClick={does({ do: "disconnect" })}>
            Disconnect
          </Button>
          <span className={styles.state}>{isOff ? "The server is not running." : state}</span>
        </div>
        <NetworkMenu who={name} isOff={isOff} />
      </Popover>
    </div>
  );
}
