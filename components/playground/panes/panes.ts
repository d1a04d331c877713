// What the inspector has to show, in the order of its tabs. One file a pane; all but the first come when they are asked for.
import type { ComponentType } from "react";
import type { Trace } from "#trace/event.ts";
import { DeliveriesPane } from "./deliveries-pane.tsx";
import { later } from "./later-pane.tsx";

export type Pane = {
  /** As it is in the address. */
  readonly key: string;
  readonly label: string;
  readonly Pane: ComponentType;
  /** A number beside the label, of what should not be missed; 0 is not written. */
  readonly count?: (shown: Trace) => number;
};

export const DELIVERIES: Pane = { key: "deliveries", label: "Deliveries", Pane: DeliveriesPane };

export const PANES: readonly Pane[] = [
  DELIVERIES,
  {
    key: "timeline",
    label: "Timeline",
    Pane: later("The timeline", () =>
      import("./timeline-pane.tsx").then(({ TimelinePane }) => TimelinePane),
    ),
  },
  {
    key: "wire",
    label: "Wire",
    Pane: later("The wire", () => import("./wire-pane.tsx").then(({ WirePane }) => WirePane)),
  },
  {
    key: "rooms",
    label: "Rooms",
    Pane: later("The rooms", () => import("./rooms-pane.tsx").then(({ RoomsPane }) => RoomsPane)),
  },
  {
    key: "acks",
    label: "Acks",
    Pane: later("The acknowledgements", () =>
      import("./acks-pane.tsx").then(({ AcksPane }) => AcksPane),
    ),
  },
  {
    key: "clients",
    label: "Clients",
    Pane: later("The clients", () =>
      import("./clients-pane.tsx").then(({ ClientsPane }) => ClientsPane),
    ),
  },
  {
    key: "log",
    label: "Log",
    Pane: later("The log", () => import("./log-pane.tsx").then(({ LogPane }) => LogPane)),
    count: troubles,
  },
];

/** How many faults and limits there are. */
function troubles(shown: Trace): number {
  return shown.filter(({ kind }) => kind === "fault" || kind === "limit").length;
}
