// How far the run is, in words: a projection of the connection to the gateway and of the trace. Pure.
import type { SceneClient } from "#protocol/scene.ts";
import { checkpointOf } from "#trace/checkpoint.ts";
import type { EventOf, Trace } from "#trace/event.ts";
import type { Phase } from "./workbench.ts";

/** What the page knows of its sandbox apart from the trace. */
export type Attachment =
  | { readonly is: "opening" }
  | { readonly is: "open" }
  /** The gateway was asked to run the program and has not answered yet. */
  | { readonly is: "asked" }
  /** It would not run it; the text says why. */
  | { readonly is: "declined"; readonly text: string }
  | { readonly is: "away"; readonly text: string }
  | { readonly is: "taken"; readonly text: string };

export function phaseOf(attachment: Attachment, run: string | undefined, trace: Trace): Phase {
  switch (attachment.is) {
    case "away":
    case "taken":
    case "declined":
      return { phase: "unreachable", text: attachment.text };
    case "asked":
      return { phase: "starting" };
    case "opening":
    case "open": {
      if (run === undefined) return { phase: "idle" };
      const end = trace.findLast((event) => event.kind === "run.ended");
      return end ? { phase: "ended", run, text: ending(end, trace) } : { phase: "running", run };
    }
    default:
      return attachment satisfies never;
  }
}

/** What to say beside the buttons: short, and true at this moment of the run. */
export function statusOf(phase: Phase, trace: Trace, clients: readonly SceneClient[]): string {
  switch (phase.phase) {
    case "idle":
      return "Not running yet";
    case "starting":
      return "Starting the server";
    case "ended":
    case "unreachable":
      return phase.text;
    case "running":
      return running(trace, clients);
    default:
      return phase satisfies never;
  }
}

function running(trace: Trace, scene: readonly SceneClient[]): string {
  // Whoever speaks HTTP alone is never connected, and nobody waits for that.
  const clients = scene.filter(({ namespaces }) => namespaces?.length !== 0);
  const started = trace.find((event) => event.kind === "run.started");
  const listening = trace.find((event) => event.kind === "server.listening");
  if (started && !listening) return "Running, and not listening on a port yet";
  const server = started && listening ? `Started in ${ms(listening.at - started.at)}` : "Running";
  const { states, sessions, sockets } = checkpointOf(trace);
  // Both ends must say so: a page that went away without a word has left its clients' last words behind.
  const hasSocket = (name: string) =>
    sockets.some(
      ({ session }) => sessions.find((each) => each.session === session)?.client === name,
    );
  const connected = clients.filter(
    ({ name }) =>
      hasSocket(name) &&
      states.some(({ client, state }) => client === name && state.state === "connected"),
  ).length;
  const all = clients.length;
  const isConnecting = clients.some(({ name }) =>
    states.some(
      ({ client, state }) =>
        client === name && (state.state === "connecting" || state.state === "reconnecting"),
    ),
  );
  const own = new Set(scene.map(({ name }) => name));
  const others = sessions.filter(({ client }) => !own.has(client)).length;
  if (connected === all)
    return `${server} · ${all === 1 ? "1 client" : `${all} clients`} connected${others === 0 ? "" : `, ${others} from outside`}`;
  return `${server} · ${isConnecting ? "connecting " : ""}${connected} of ${all}${isConnecting ? "" : " connected"}`;
}

/** Both ends are the gateway's clock. */
const ms = (duration: number): string => `${Math.max(1, Math.round(duration))} ms`;

function ending({ why }: EventOf<"run.ended">, trace: Trace): string {
  const fault = trace.findLast((event) => event.kind === "fault" && event.from.side === "server");
  const what = fault?.kind === "fault" ? `: ${fault.name}` : "";
  switch (why) {
    case "stopped":
      return "Stopped";
    case "finished":
      return "The program came to its end: nothing was left for it to wait for";
    case "crashed":
      return `The program crashed${what}`;
    case "killed":
      return `The program was stopped${what}`;
    case "lost":
      return "The machine under the program was lost. Press Run to start it again";
    default:
      return why satisfies never;
  }
}
