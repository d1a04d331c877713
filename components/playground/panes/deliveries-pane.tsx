// The deliveries; their code comes with the first thing that is sent.
"use client";
import { useMemo } from "react";
import { NothingSent } from "#components/views/deliveries/nothing-sent.tsx";
import { sendings } from "#trace/delivery-at.ts";
import { upwards } from "#trace/upward.ts";
import { later } from "./later-pane.tsx";
import { useShown } from "./use-shown.ts";

const SentPane = later("The deliveries", () =>
  import("./sent-pane.tsx").then((pane) => pane.SentPane),
);

export function DeliveriesPane() {
  const { trace } = useShown();
  const isAnySent = useMemo(
    () =>
      trace.some(({ kind }) => kind === "act") ||
      upwards(trace).length > 0 ||
      sendings(trace).length > 0,
    [trace],
  );
  return isAnySent ? <SentPane /> : <NothingSent />;
}
