"use client";
import { useMemo } from "react";
import { Deliveries } from "#components/views/deliveries/deliveries.tsx";
import { placesNow } from "../sent-marks.ts";
import { useWorkbench } from "../workbench.ts";
import { useShown } from "./use-shown.ts";

export function SentPane() {
  const { selected, kin, select, light, show, files, ran, clients } = useWorkbench();
  const { trace, shown, scene } = useShown();
  const onlookers = useMemo(
    () => new Set(clients.flatMap(({ name, file }) => (file === undefined ? [name] : []))),
    [clients],
  );
  return (
    <Deliveries
      trace={shown}
      run={trace}
      scene={scene}
      onlookers={onlookers}
      selected={selected}
      kin={kin}
      onSelect={select}
      onLine={({ file, line }) => light?.(file, line)}
      nowAt={(where) => {
        const { file } = where;
        const now = files[file];
        const was = ran?.[file];
        if (now === undefined || was === undefined || now === was) return where;
        const [line = where.line] = placesNow([where], { file, ran: was, now });
        return { ...where, line };
      }}
      onBytes={(seq) => {
        select(seq);
        show("wire");
      }}
    />
  );
}
