// What one client can be made to do: the scene's own buttons, and behind the last of them anything else.
"use client";
import { useId } from "react";
import { Button } from "#components/ui/button.tsx";
import { Popover } from "#components/ui/popover.tsx";
import type { SceneClient } from "#protocol/scene.ts";
import styles from "./client-controls.module.css";
import { later } from "./panes/later-pane.tsx";
import { useWorkbench } from "./workbench.ts";

type Props = {
  readonly client: SceneClient;
  /** There is room for nothing but a way to the rest: the card's head. */
  readonly isSmall: boolean;
};

const ClientMenu = later("What is behind it", () =>
  import("./client-menu.tsx").then((part) => part.ClientMenu),
);

export function ClientControls({ client, isSmall }: Props) {
  const { act, phase } = useWorkbench();
  const popover = useId();
  const { name, buttons = [] } = client;
  const own = buttons.map(({ label, deed }) => (
    <Button
      key={label}
      look="small"
      disabled={phase.phase !== "running"}
      aria-label={`${name}: ${label}`}
      title={label}
      onClick={() => act(name, deed)}
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
      <Popover id={popover} title={name} isAside drawn="once opened">
        <ClientMenu client={client} hasOwn={isSmall} />
      </Popover>
    </div>
  );
}
