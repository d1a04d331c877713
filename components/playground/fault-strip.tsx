// What broke the program, under the code. Its code comes with the first fault: the editor has less room then, and the line
// is still to be seen.
"use client";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import type { EventOf } from "#trace/event.ts";
import pane from "./editor-pane.module.css";
import { Place } from "./place.tsx";

/** Takes the foot of the code, of which nothing moves; it goes with the next run. The line is marked in the code. */
export function FaultStrip({ fault }: { readonly fault: EventOf<"fault"> }) {
  const [hidden, setHidden] = useState<EventOf<"fault">>();
  if (hidden === fault) return null;
  return (
    <div className={pane.fault} role="alert">
      <p>
        <strong>{fault.name}</strong>: {fault.message} <Place where={fault.where} />
      </p>
      <Button look="small" onClick={() => setHidden(fault)}>
        Hide
      </Button>
    </div>
  );
}
