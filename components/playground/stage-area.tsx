// The stage and what can be done on it. Until the stage can be drawn, its clients stand in a row.
"use client";
import { ClientControls } from "./client-controls.tsx";
import styles from "./stage-area.module.css";
import { useWorkbench } from "./workbench.ts";

export function StageArea() {
  const { clients } = useWorkbench();
  return (
    <div className={styles.row}>
      {clients.map((client) => (
        <section key={client.name} className={styles.card} aria-label={client.name}>
          <h3>{client.name}</h3>
          <ClientControls client={client} />
        </section>
      ))}
    </div>
  );
}
