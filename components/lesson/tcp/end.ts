// One end of a TCP connection as RFC 9293 has it: its states (§3.3.2), and what it makes of each segment (§3.10.7).
// Left out is what this model never meets: windows, options, congestion, and two ends that open at once (§3.5).

export type State =
  | "CLOSED"
  | "LISTEN"
  | "SYN-SENT"
  | "SYN-RECEIVED"
  | "ESTABLISHED"
  | "FIN-WAIT-1"
  | "FIN-WAIT-2"
  | "CLOSE-WAIT"
  | "CLOSING"
  | "LAST-ACK"
  | "TIME-WAIT";

export type Flag = "SYN" | "ACK" | "FIN" | "RST";

/** A stretch of the stream of bytes. TCP knows `bytes`; what they say, and how many messages end in them, only HTTP does. */
export type Stretch = { readonly says: string; readonly bytes: number; readonly ends: number };

/** What travels in one piece. Bytes are counted from 0, where a real TCP begins anywhere (§3.4.1). */
export type Segment = {
  readonly flags: readonly Flag[];
  /** The number of its first byte. A SYN and a FIN count as a byte each. */
  readonly seq: number;
  /** The byte that its sender expects next. */
  readonly ack?: number;
  readonly holds?: Stretch;
};

export type End = {
  readonly state: State;
  /** The number of the byte that it sends next, and of the one that it expects (SND.NXT and RCV.NXT, §3.3.1). */
  readonly next: number;
  readonly expects: number;
  /** What it has sent and what has not been acknowledged, the oldest first. */
  readonly unacknowledged: readonly Segment[];
  /** How often it has tried since it last heard anything. */
  readonly tries: number;
  /** Why it is CLOSED, if not because both said that they were done. */
  readonly broke?: "reset" | "timed out";
};

/** What becomes of an end, and what it sends. */
export type Turn = { readonly end: End; readonly sends: readonly Segment[] };

/** Bytes of data in one segment at most: what is left of an Ethernet packet (§3.7.1). */
export const SEGMENT_AT_MOST = 1_460;

export const nowhere = (state: "CLOSED" | "LISTEN"): End => ({
  state,
  next: 0,
  expects: 0,
  unacknowledged: [],
  tries: 0,
});

export const opens = (): Turn => sent({ ...nowhere("CLOSED"), state: "SYN-SENT" }, ["SYN"]);

/** Sends data in as few segments as it fits into: what was written at once TCP may join or split as it likes (§3.8). */
export function says(end: End, { says, bytes, ends }: Stretch): Turn {
  const parts = Math.ceil(bytes / SEGMENT_AT_MOST);
  let turn: Turn = { end, sends: [] };
  for (let part = 1; part <= parts; part++) {
    const isLast = part === parts;
    const size = isLast ? bytes - SEGMENT_AT_MOST * (parts - 1) : SEGMENT_AT_MOST;
    const name = parts === 1 ? says : `${says}, ${part} of ${parts}`;
    turn = and(turn, ["ACK"], { says: name, bytes: size, ends: isLast ? ends : 0 });
  }
  return turn;
}

const AFTER_CLOSE: Partial<Record<State, State>> = {
  "SYN-RECEIVED": "FIN-WAIT-1",
  ESTABLISHED: "FIN-WAIT-1",
  "CLOSE-WAIT": "LAST-ACK",
};

/** Whether its program can still say that it is done (§3.10.4). */
export const canClose = ({ state }: End): boolean => AFTER_CLOSE[state] !== undefined;

/** Says that nothing more will come from here; what comes from there is still heard (§3.6). */
export const closes = (end: End): Turn =>
  sent({ ...end, state: AFTER_CLOSE[end.state] ?? end.state }, ["FIN", "ACK"]);

/** Those in which nobody else waits for an end to speak: it says nothing when it gives up, and nothing breaks by an RST. */
const ENDING: readonly State[] = ["CLOSING", "LAST-ACK", "TIME-WAIT"];

/** Gives the connection up, and says so to whoever counts on it (§3.10.5). */
export const aborts = (end: End): Turn => ({
  end: nowhere("CLOSED"),
  sends:
    end.state === "SYN-SENT" || ENDING.includes(end.state)
      ? []
      : [{ flags: ["RST", "ACK"], seq: end.next, ack: end.expects }],
});

/** Asks whether the other is still there: a byte before those it expects, so that it has to answer (§3.8.4). */
export const probes = (end: End): Turn => ({
  end: { ...end, tries: end.tries + 1 },
  sends: [{ flags: ["ACK"], seq: end.next - 1, ack: end.expects }],
});

/** Sends the oldest that is not acknowledged once more (§3.8.1). */
export const repeats = (end: End): Turn => ({
  end: { ...end, tries: end.tries + 1 },
  sends: end.unacknowledged.slice(0, 1),
});

export const gone = (broke: NonNullable<End["broke"]>): End => ({ ...nowhere("CLOSED"), broke });

/** @param isMoreComing whether more is on its way to it, which one acknowledgement will cover as well (§3.8.6.3) */
export function hears(end: End, segment: Segment, isMoreComing: boolean): Turn {
  const has = (flag: Flag) => segment.flags.includes(flag);
  switch (end.state) {
    case "CLOSED":
      return has("RST") ? silent(end) : { end, sends: [refusing(segment)] };
    case "LISTEN":
      if (!has("SYN")) return silent(end);
      return sent({ ...end, state: "SYN-RECEIVED", expects: segment.seq + 1 }, ["SYN", "ACK"]);
    case "SYN-SENT":
      if (has("RST")) return silent(gone("reset"));
      return acknowledges(
        acknowledged({ ...end, state: "ESTABLISHED", expects: segment.seq + 1 }, segment),
      );
    default:
      if (has("RST")) return silent(cutOff(end));
      // A probe, or something that came before.
      if (segment.seq < end.expects) return acknowledges(acknowledged(end, segment));
      return takes(acknowledged(end, segment), segment, isMoreComing);
  }
}

/** What an RST makes of an end that was heard (§3.10.7.4). A server that had not been asked for long only listens again. */
function cutOff({ state }: End): End {
  if (state === "SYN-RECEIVED") return nowhere("LISTEN");
  return ENDING.includes(state) ? nowhere("CLOSED") : gone("reset");
}

function takes(end: End, segment: Segment, isMoreComing: boolean): Turn {
  const length = lengthOf(segment);
  if (length === 0) return silent(end);
  const isDone = segment.flags.includes("FIN");
  const state = isDone ? (AFTER_FIN[end.state] ?? end.state) : end.state;
  const now = { ...end, state, expects: end.expects + length };
  return isMoreComing ? silent(now) : acknowledges(now);
}

const AFTER_FIN: Partial<Record<State, State>> = {
  ESTABLISHED: "CLOSE-WAIT",
  "FIN-WAIT-1": "CLOSING",
  "FIN-WAIT-2": "TIME-WAIT",
};

const AFTER_ALL_ACKNOWLEDGED: Partial<Record<State, State>> = {
  "SYN-RECEIVED": "ESTABLISHED",
  "FIN-WAIT-1": "FIN-WAIT-2",
  CLOSING: "TIME-WAIT",
  "LAST-ACK": "CLOSED",
};

function acknowledged(end: End, { ack = 0 }: Segment): End {
  const unacknowledged = end.unacknowledged.filter((one) => one.seq + lengthOf(one) > ack);
  const state = unacknowledged.length === 0 ? AFTER_ALL_ACKNOWLEDGED[end.state] : undefined;
  if (state === "CLOSED") return nowhere("CLOSED");
  return { ...end, unacknowledged, tries: 0, state: state ?? end.state };
}

/** How many numbers it takes of those that count bytes. */
export const lengthOf = ({ flags, holds }: Segment): number =>
  (holds?.bytes ?? 0) + Number(flags.includes("SYN")) + Number(flags.includes("FIN"));

const silent = (end: End): Turn => ({ end, sends: [] });

const acknowledges = (end: End): Turn =>
  end.state === "CLOSED"
    ? silent(end)
    : { end, sends: [{ flags: ["ACK"], seq: end.next, ack: end.expects }] };

/** What is said to somebody who speaks of a connection that is not there (§3.5.2). */
const refusing = ({ ack = 0 }: Segment): Segment => ({ flags: ["RST"], seq: ack });

const sent = (end: End, flags: readonly Flag[]): Turn => and({ end, sends: [] }, flags);

/** Sends one segment more, which stays with its sender until it is acknowledged. */
function and({ end, sends }: Turn, flags: readonly Flag[], holds?: Stretch): Turn {
  const segment: Segment = {
    flags,
    seq: end.next,
    ...(flags.includes("ACK") && { ack: end.expects }),
    ...(holds && { holds }),
  };
  const unacknowledged = [...end.unacknowledged, segment];
  return {
    end: { ...end, next: end.next + lengthOf(segment), unacknowledged },
    sends: [...sends, segment],
  };
}
