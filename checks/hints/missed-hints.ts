// It was sent, and some who should have received it were passed over.
import type { Delivery, Outcome, Reason } from "#trace/delivery.ts";
import { reasonWords } from "#trace/stage-words.ts";
import { list, matches } from "../verdict.ts";
import { aimWords, membersWords } from "./aim.ts";
import type { Told } from "./told.ts";
import { doer, type Hint, hint, membersBefore, onWhat } from "./run.ts";

export function missedHints({ run, claim, sent }: Told, short: readonly string[]): readonly Hint[] {
  const passedOver = (delivery: Delivery) =>
    delivery.outcomes.filter(
      ({ client, result }) => short.includes(client) && result.result === "not-sent",
    );
  const isDue = ({ sent: what }: Delivery) =>
    claim.args === undefined || (what.what === "event" && matches(claim.args, what.args ?? []));
  const delivery =
    sent.find((one) => isDue(one) && passedOver(one).length > 0) ??
    sent.find((one) => passedOver(one).length > 0);
  if (!delivery) return lostHints(sent, short);
  const missed = passedOver(delivery);
  const { seq: at, where, nsp } = delivery;
  const rooms = delivery.by === "broadcast" ? delivery.rooms : [];
  const members = membersBefore(run, { seq: at, nsp, rooms: rooms.map(({ room }) => room) });
  const who = membersWords(rooms, members);
  return [
    hint(`\`${claim.event}\` was sent, and ${whyWords(missed)}.`, { at }),
    hint(`${doer(where)} sent it ${aimWords(delivery)}${onWhat(run, at)}.${who}`, { at, where }),
    hint(adviceOf(missed, delivery, claim.exactly), { at, where }),
  ];
}

const namesIn = (outcomes: readonly Outcome[]) =>
  list([...new Set(outcomes.map(({ client }) => client))]);

/** "Bob and Carol did not get it: not in lobby". */
function whyWords(missed: readonly Outcome[]): string {
  const first = missed[0];
  const reason = first?.result.result === "not-sent" ? reasonWords(first.result, "/") : "";
  return `${namesIn(missed)} did not get it${reason === "" ? "" : ` (${first && missed.length > 1 ? `${first.client}: ` : ""}${reason})`}`;
}

function adviceOf(
  missed: readonly Outcome[],
  delivery: Delivery,
  exactly: readonly string[],
): string {
  const first = missed[0];
  const reason: Reason =
    first?.result.result === "not-sent" ? first.result : { reason: "unexplained" };
  const who = namesIn(missed);
  switch (reason.reason) {
    case "sender":
      return `${who} set it off, and whoever is asked through \`socket\` leaves out that very socket. \`${exactly.length === 1 ? "socket" : "io"}\` itself does not.`;
    case "excluded":
      return `${who} ${missed.length > 1 ? "were" : "was"} left out by \`except\`, which takes a room or a socket’s id. Whom does that name stand for?`;
    case "not-in-room": {
      const own = reason.rooms.find(({ of }) => of !== undefined);
      if (!own && reason.rooms.every(({ room }) => room === who))
        return `\`${who}\` is a person’s name, and no room: nobody has joined one of that name. A socket is reached by its id, or by a room that it has joined.`;
      return own
        ? `It went to one socket, which is ${own.of ?? "somebody"}’s. ${who} ${missed.length > 1 ? "have sockets" : "has a socket"} of ${missed.length > 1 ? "their" : "its"} own, with an id of ${missed.length > 1 ? "their" : "its"} own: what all who are meant have joined is a room.`
        : `Only who has joined is in a room. When should ${who} have come into it, or which room are they in?`;
    }
    case "addressed-to-other":
      return `\`socket.emit\` speaks to that one socket and to nobody else: here ${delivery.by === "emit" ? `${delivery.to}’s` : "another’s"}. Who is asked for ${list(exactly)}?`;
    case "not-connected":
    case "other-namespace":
      return `Whoever is not connected receives nothing. Was it sent too early, or has ${who} left too soon?`;
    case "unexplained":
      return `Look at the Rooms as they were at that moment, and at who was in them.`;
    default:
      return reason satisfies never;
  }
}

function lostHints(sent: readonly Delivery[], short: readonly string[]): readonly Hint[] {
  const last = sent.at(-1);
  return [
    hint(
      `It was sent to ${list(short)} ${sent.length === 1 ? "once" : "too seldom"}, and more was due.`,
      { at: last?.seq },
    ),
    hint(`${doer(last?.where)} sent it last. What should have made it run again?`, {
      at: last?.seq,
      where: last?.where,
    }),
  ];
}
