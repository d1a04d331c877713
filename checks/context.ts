// What a claim leaves to be known: in whose doing it is asked, and from where a client comes.
import type { Claim } from "#protocol/exercise.ts";
import { type Act, deedOf, type SceneClient } from "#protocol/scene.ts";
import type { Deed, Seq, Trace } from "#trace/event.ts";
import type { Judgement, Stretch } from "./judge.ts";
import { call, type Verdict } from "./verdict.ts";

type Asked = {
  readonly claim: Claim;
  readonly acts: readonly Act[];
  readonly clients: readonly SceneClient[];
};

/** The same judgement, whose verdicts say of what they are; those of what never came, where it could have come. */
export function inContext(judgement: Judgement, asked: Asked): Judgement {
  const deed = deedAsked(asked);
  const subjects = "connected" in asked.claim ? connectedOf(asked, asked.claim) : [];
  return (evidence) =>
    judgement(evidence).map((verdict, i): Verdict => {
      const client = subjects[i];
      const about = client ? originWords(client) : deed?.words;
      const at =
        verdict.at ??
        (client ? lastOf(evidence.trace, client.name) : deed && actAt(evidence.trace, deed.place));
      return {
        ...verdict,
        ...(about !== undefined && { about }),
        ...(at !== undefined && { at }),
      };
    });
}

/** Of a claim that is bounded by deeds the last of them; `place` counts all deeds from 0. */
function deedAsked({ claim, acts }: Asked) {
  const bounds = boundsOf(claim);
  if (bounds?.since === undefined && bounds?.until === undefined) return undefined;
  const deeds = acts.flatMap((act) => deedOf(act) ?? []);
  const last = Math.min(bounds.until ?? Number.POSITIVE_INFINITY, deeds.length + 1) - 2;
  const deed = last >= (bounds.since ?? 1) - 1 ? deeds[last] : undefined;
  return deed && { place: last, words: `when ${deed.client} ${deedWords(deed.deed)}` };
}

function boundsOf(claim: Claim): Stretch | undefined {
  if ("receives" in claim) return claim.receives;
  if ("acknowledges" in claim) return claim.acknowledges;
  return "answered" in claim ? claim.answered : undefined;
}

function deedWords(deed: Deed): string {
  switch (deed.do) {
    case "connect":
      return "connects";
    case "disconnect":
      return "leaves";
    case "emit":
    case "emitWithAck":
      return `sends \`${deed.event}\`${deed.args.length > 0 ? ` ${call(deed.args)}` : ""}`;
    case "http":
      return `asks for ${deed.method} ${deed.path}`;
    default:
      return deed satisfies never;
  }
}

/** In the order in which `connectedAre` judges them. */
function connectedOf(
  { clients }: Asked,
  { connected: { exactly } }: Extract<Claim, { connected: unknown }>,
): readonly (SceneClient | undefined)[] {
  return [
    ...exactly.map((name) => clients.find((client) => client.name === name)),
    ...clients.filter(({ name }) => !exactly.includes(name)),
  ];
}

/** "a page of https://app.test, by WebSocket only"; undefined of who comes as everybody does. */
function originWords({ origin, transports }: SceneClient): string | undefined {
  const only = transports?.length === 1 ? transports[0] : undefined;
  const way = only && `by ${only === "websocket" ? "WebSocket" : "polling"} only`;
  const page = origin ?? (way && "the server itself");
  return page && [`a page of ${page}`, way].filter(Boolean).join(", ");
}

function actAt(trace: Trace, place: number): Seq | undefined {
  return trace.filter(({ kind }) => kind === "act")[place]?.seq;
}

function lastOf(trace: Trace, client: string): Seq | undefined {
  return trace.findLast((event) => event.kind === "client" && event.client === client)?.seq;
}
