// What the states and the segments of the model mean, and what has happened, in sentences.
import { type End, lengthOf, type Segment, type State } from "./end.ts";
import { type Deed, type Happening, type Passing, type Side } from "./exchange.ts";

/** What it means for an end to be as it is, in one sentence. */
export function meaningOf({ state, broke }: End): string {
  if (state !== "CLOSED") return MEANING[state];
  switch (broke) {
    case "reset":
      return "An RST cut the connection off: the program is told ECONNRESET.";
    case "timed out":
      return "It tried, heard nothing and gave up: the program is told ETIMEDOUT.";
    case undefined:
      return "There is no connection at this end.";
    default:
      return broke satisfies never;
  }
}

const MEANING: Readonly<Record<Exclude<State, "CLOSED">, string>> = {
  LISTEN: "It waits for somebody to connect: a server can do nothing first.",
  "SYN-SENT": "It has asked for a connection and waits for the answer.",
  "SYN-RECEIVED": "It has said yes, and waits to hear that its yes has arrived.",
  ESTABLISHED: "It may send and receive bytes, at any time.",
  "FIN-WAIT-1": "It has said that it is done, and waits to hear that this arrived.",
  "FIN-WAIT-2": "It is done and still hears the other: the connection is half-closed.",
  "CLOSE-WAIT": "The other is done. It may still speak, until its program closes too.",
  CLOSING: "Both said at once that they are done; it waits for the last ACK.",
  "LAST-ACK": "It has closed as the second one, and waits for the ACK of its FIN.",
  "TIME-WAIT": "All is said. It waits a while, in case its last ACK was lost.",
};

const NAME: Readonly<Record<Side, string>> = { client: "The client", server: "The server" };
const other = (side: Side): Side => (side === "client" ? "server" : "client");

/** What the segment says, in few signs, and its numbers. @param more what its words do not say: "again", "a probe" */
export function labelOf(
  segment: Segment,
  more?: string,
): {
  readonly says: string;
  readonly numbers: string;
} {
  const { flags, seq, ack, holds } = segment;
  const says = [holds?.says ?? flags.join(", "), ...(more === undefined ? [] : [more])].join(", ");
  const numbers = [
    `seq ${seq}`,
    ...(ack === undefined ? [] : [`ack ${ack}`]),
    ...(holds ? [`${holds.bytes} B`] : []),
  ];
  return { says, numbers: numbers.join(" · ") };
}

type States = Readonly<Record<Side, State>>;

/** What has happened, in sentences. @param before the states of both ends until then */
export function sentenceOf(happening: Happening, before: States): string {
  switch (happening.is) {
    case "deed":
      if (happening.deed === "wait") return waitingOf(happening, before);
      if (happening.deed === "connect" && !isFree(before.server))
        return `${DEED.connect} The server, which was told nothing, keeps the old one too until it gives up.`;
      return isSilentAbort(happening) ? SILENTLY[happening.deed] : DEED[happening.deed];
    case "loss":
      return `${nameOf(happening.passing)} is lost: the network does not know this flow any more, and tells nobody.`;
    case "arrival": {
      const side = other(happening.passing.from);
      const became = happening[side] === before[side] ? "" : ` It is ${happening[side]} now.`;
      return `${arrivalOf(happening, before[side])}${became}`;
    }
    default:
      return happening satisfies never;
  }
}

const SILENTLY = {
  "client aborts":
    "The client gives the connection up. Nobody counts on it any more, so it says nothing.",
  "server aborts":
    "The server gives the connection up. Nobody counts on it any more, so it says nothing.",
} as const;
type Deeded = Extract<Happening, { readonly is: "deed" }>;
const isSilentAbort = (
  happening: Deeded,
): happening is Deeded & { readonly deed: keyof typeof SILENTLY } =>
  happening.deed in SILENTLY && happening.sends.length === 0;

const isFree = (state: State): boolean => state === "LISTEN" || state === "CLOSED";

const DEED: Readonly<Record<Exclude<Deed, "wait">, string>> = {
  connect: "The client asks for a connection: it sends SYN. It is SYN-SENT now.",
  ask: "The client asks: GET /price.",
  "ask twice": "The client writes two questions at once. TCP joins them into one segment.",
  answer: "The server answers, and acknowledges with the same segment.",
  "answer at length":
    "The server answers with 2,000 bytes: too long for one segment, so TCP splits it.",
  "speak unasked": "The server says something that nobody asked for. TCP does not mind.",
  "client closes": "The client says that it is done: FIN.",
  "server closes": "The server says that it is done: FIN.",
  "client aborts": "The client gives the connection up: RST. It waits for nothing.",
  "server aborts": "The server gives the connection up: RST. It waits for nothing.",
  forget:
    "A NAT or a firewall on the way has seen nothing for a while and forgets the flow. Neither end is told.",
};

function waitingOf({ sends, ...after }: Happening, before: States): string {
  const sides = ["client", "server"] as const;
  const words = sides.flatMap((side) => {
    const name = NAME[side];
    if (after[side] !== before[side])
      return before[side] === "TIME-WAIT"
        ? `A minute or two passes. ${name} waits no longer: CLOSED.`
        : `Minutes pass, and no answer comes. ${name} gives up: CLOSED.`;
    const sent = sends.find(({ from }) => from === side);
    if (!sent) return [];
    return lengthOf(sent.segment) > 0
      ? `No ACK has come: ${lowered(name)} sends it again.`
      : `Two hours pass without a word. ${name}’s TCP asks whether the other is still there: a keepalive probe, if its program has switched that on.`;
  });
  return words.join(" ");
}

function arrivalOf({ passing, sends, isUnasked }: Arrival, before: State): string {
  const { from, segment } = passing;
  const here = NAME[other(from)];
  const has = (flag: "SYN" | "RST" | "FIN") => segment.flags.includes(flag);
  const reply = sends[0]?.segment;
  if (before === "CLOSED")
    return has("RST")
      ? `${here} hears RST, and had no connection any more.`
      : `${here} knows no such connection, and says so: RST.`;
  if (has("RST")) return `${here} hears RST: cut off, whatever was still to be said.`;
  if (has("SYN"))
    return from === "client"
      ? "The server says yes, and asks the same of the client: SYN, ACK."
      : "The client hears yes, and acknowledges it.";
  if (has("FIN")) return `${here} hears that ${lowered(NAME[from])} is done, and acknowledges it.`;
  if (isUnasked)
    return `The bytes arrive, but HTTP has no place for them: nobody asked. The client throws them away${reply?.flags.includes("FIN") ? " and closes" : ""}.`;
  if (segment.holds) return `${here} has ${readOf(segment.holds)}${reply ? "" : WITHOUT_REPLY}`;
  if (reply) return `${here} is still there, and says so: ACK.`;
  return `${here} hears that all it sent has arrived.`;
}
type Arrival = Extract<Happening, { readonly is: "arrival" }>;

const WITHOUT_REPLY = " One ACK will do for this segment and the next.";

function readOf({ bytes, ends }: NonNullable<Segment["holds"]>): string {
  const more = `${bytes.toLocaleString("en-GB")} bytes more.`;
  if (ends === 0) return `${more} HTTP waits for the rest of the message.`;
  if (ends > 1) return `${more} Only HTTP can tell that they are ${ends} messages.`;
  return `${more} With them, HTTP has a whole message.`;
}

const nameOf = ({ from, segment }: Passing): string =>
  `What ${lowered(NAME[from])} sent (${segment.holds?.says ?? segment.flags.join(", ")})`;

const lowered = (name: string): string => name.replace("The", "the");
