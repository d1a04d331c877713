// It reached somebody who was to receive nothing.
import type { Delivery } from "#trace/delivery.ts";
import { kinOf } from "#trace/kin.ts";
import type { Upward } from "#trace/upward.ts";
import { list } from "../verdict.ts";
import type { SeenPacket } from "../wire.ts";
import { aimWords, membersWords, roomsWords } from "./aim.ts";
import { type Receives, sendingOf, type Told } from "./told.ts";
import {
  arrivalOf,
  causeOf,
  type CheckRun,
  deedsIn,
  doer,
  effectsOf,
  type Hint,
  hint,
  lineWords,
  membersBefore,
  namesOf,
  onWhat,
  packetWords,
  whereOf,
} from "./run.ts";

type Surplus = {
  readonly run: CheckRun;
  readonly claim: Receives;
  readonly delivery: Delivery;
  /** Who was reached and should not have been. */
  readonly reached: readonly string[];
  /** Whose packet set it off. */
  readonly cause: Upward | undefined;
};

export function surplusHints({ run, claim, sent }: Told, wrong: SeenPacket): readonly Hint[] {
  const delivery = sendingOf(sent, wrong);
  if (!delivery) return [];
  const { seq: at, where } = delivery;
  const reached = namesOf(run).filter(
    (name) =>
      !claim.exactly.includes(name) &&
      delivery.outcomes.some(
        ({ client, result }) => client === name && result.result !== "not-sent",
      ),
  );
  const cause = causeOf(run, at);
  const surplus = { run, claim, delivery, reached, cause };
  return [
    hint(
      `\`${wrong.event}\` went ${aimWords(delivery)}, and so ${list(reached)} received it, who ${reached.length > 1 ? "were" : "was"} to receive nothing.`,
      { at },
    ),
    hint(`${doer(where)} sent it${onWhat(run, at)}.${whoWas(surplus)}`, { at, where }),
    adviceOf(surplus),
  ];
}

const roomsOf = (delivery: Delivery) => (delivery.by === "broadcast" ? delivery.rooms : []);

function whoWas({ run, delivery }: Surplus): string {
  const rooms = roomsOf(delivery);
  const { seq, nsp } = delivery;
  return membersWords(
    rooms,
    membersBefore(run, { seq, nsp, rooms: rooms.map(({ room }) => room) }),
  );
}

function adviceOf(surplus: Surplus): Hint {
  const { run, claim, delivery, reached, cause } = surplus;
  const { seq: at, where } = delivery;
  const { exactly, event } = claim;
  const said = (text: string) => hint(text, { at, where });
  if (event === "*")
    return said(
      cause?.wantsAck === true
        ? `${cause.client} asked for an acknowledgement. It is the handler’s last argument that answers it: no event is needed, and nobody else hears of it.`
        : "Nobody was to be told by an event. What is to be heard by whom here?",
    );
  const request = requestOf(run, at);
  if (request !== undefined && reached.length === 1)
    return said(
      `A request of ${request} set it off, and a request has no socket that \`socket.to\` could leave out. Does the request say which socket is its page’s, for \`except\`?`,
    );
  const rooms = roomsOf(delivery);
  const origin = cause?.client;
  if (origin !== undefined && rooms.length > 0 && exactly.length === 0 && !reached.includes(origin))
    return said(
      `${origin} set it off and is no member of ${roomsWords(rooms)}. \`to\` asks only who is to hear, and never who may speak: your handler has to ask that itself.`,
    );
  if (reached.length === 1 && reached[0] === origin)
    return said(
      `${origin} is who set it off. \`io\` leaves out nobody; what is said through the sender’s own \`socket\` leaves out that socket.`,
    );
  if (exactly.length === 1 && exactly[0] === origin)
    return said(
      `Only ${origin} was to hear, who had sent ${cause ? `\`${cause.event}\`` : "it"}. The \`socket\` of the handler is theirs: what it emits itself reaches only them.`,
    );
  const still = rooms.length > 0 ? stillThere(surplus) : undefined;
  if (still) return still;
  if (exactly.length === 0)
    return said(
      `Nobody was to hear of it. What is there about ${cause ? packetWords(cause) : "this"} by which your handler could tell?`,
    );
  return said(
    `It was due for ${list(exactly)} and nobody else. What ${exactly.length > 1 ? "do they have" : "is there"}, a room or a socket’s id, that ${list(reached)} ${reached.length > 1 ? "have" : "has"} not?`,
  );
}

function requestOf({ trace }: CheckRun, seq: number): string | undefined {
  const { up } = kinOf(trace, seq as never);
  const request = trace.findLast(
    (event) =>
      event.kind === "http.request" && up.includes(event.seq) && !/[?&]EIO=/.test(event.target),
  );
  return request?.kind === "http.request" ? request.client : undefined;
}

/** Whoever is reached through a room is in it: how they came in, and what did not take them out. */
function stillThere({ run, delivery, reached }: Surplus): Hint | undefined {
  const rooms = roomsOf(delivery).map(({ room }) => room);
  const [who] = reached;
  const deeds = deedsIn(run, {}).filter(({ seq, client }) => client === who && seq < delivery.seq);
  const idle = deeds.findLast(
    (act) =>
      arrivalOf(run, act) && !effectsOf(run, act.seq).some(({ kind }) => kind === "room.left"),
  );
  const joined = deeds.find((act) =>
    effectsOf(run, act.seq).some(
      (event) => event.kind === "room.joined" && rooms.includes(event.room),
    ),
  );
  const join = joined && effectsOf(run, joined.seq).find((event) => event.kind === "room.joined");
  const arrival = idle && arrivalOf(run, idle);
  if (!arrival || idle === joined || !join) return undefined;
  const line = whereOf(join);
  return hint(
    `${who} came into the room by ${line ? lineWords(line) : "a line of yours"}, and nothing has taken them out of it since: ${packetWords(arrival)} reached your server and left the room as it was.`,
    { at: arrival.seq, where: delivery.where },
  );
}
