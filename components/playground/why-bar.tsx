// At the foot of the inspector, where it moves nothing: why the selected event happened.
"use client";
import { useCallback, useMemo } from "react";
import { WhyStrip } from "#components/views/cause/why-strip.tsx";
import type { Deed } from "#trace/event.ts";
import { why } from "#trace/why.ts";
import { useShown } from "./panes/use-shown.ts";
import { useWorkbench } from "./workbench.ts";

export function WhyBar() {
  const { clients, selected, kin, select, light } = useWorkbench();
  const { trace, scene } = useShown();
  const buttonOf = useCallback(
    (client: string, deed: Deed): string | undefined =>
      clients
        .find(({ name }) => name === client)
        ?.buttons?.find((button) => JSON.stringify(button.deed) === JSON.stringify(deed))?.label,
    [clients],
  );
  const told = useMemo(
    () =>
      selected === undefined || kin === undefined
        ? undefined
        : why(trace, { seq: selected, kin, scene, buttonOf }),
    [trace, selected, kin, scene, buttonOf],
  );
  if (told === undefined) return null;
  return <WhyStrip why={told} onSelect={select} onLine={({ file, line }) => light?.(file, line)} />;
}
