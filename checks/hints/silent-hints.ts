// It was never sent: how far what should have set it off came, and what the program did instead.
import { acks } from "#trace/acks.ts";
import { deliveries } from "#trace/deliveries.ts";
import type { Delivery } from "#trace/delivery.ts";
import { disturbanceWords } from "#trace/disturbance-words.ts";
import type { EventOf, Seq, Trace } from "#trace/event.ts";
import { isSending } from "#trace/delivery-at.ts";
import { list } from "../verdict.ts";
import { aimWords } from "./aim.ts";
import { awayHints } from "./away-hints.ts";
import { heartbeatOf, quietNetworks } from "./heartbeat.ts";
import type { Told } from "./told.ts";
import {
  arrivalOf,
  boundsOf,
  type CheckRun,
  deedsIn,
  doer,
  effectsOf,
  type Hint,
  hint,
  lineNaming,
  lineWords,
  packetWords,
  valuesWords,
  whereOf,
} from "./run.ts";

export function silentHints({ run, claim }: Told, short: readonly string[]): readonly Hint[] {
  const { event } = claim;
  const deeds = claim.since === undefined && claim.until === undefined ? [] : deedsIn(run, claim);
  const { from, to } = boundsOf(run, claim);
  const quiet = deeds.length === 0 ? quietNetworks(run.trace, { from, to })[0] : undefined;
  if (quiet) return unnoticedHints(run, { quiet, event });
  const away = deeds.length > 0 ? awayHints(run, short, { from, to }) : [];
  if (away.length > 0) return away;
  const deed = deeds.at(-1);
  if (!deed) return neverHints(run, event);
  return deedHints(run, { deed, event, to });
}

type Undone = { readonly deed: EventOf<"act">; readonly event: string; readonly to: number };

/** What became of the deed that should have set it off. */
function deedHints(run: CheckRun, { deed, event, to }: Undone): readonly Hint[] {
  if (deed.deed.do === "disconnect") return goneHints(run, { deed, event, to });
  const arrival = arrivalOf(run, deed);
  if (!arrival) return neverHints(run, event);
  const unheard = run.trace.find(
    (one) =>
      one.kind === "unheard" &&
      one.event === arrival.event &&
      one.session === arrival.session &&
      one.seq > arrival.seq,
  );
  if (unheard) return unheardHints(run, { arrival, at: unheard.seq });
  const effects = effectsOf(run, deed.seq);
  const handler =
    arrival.event === undefined
      ? undefined
      : lineNaming(run, { event: arrival.event, isHeard: true });
  return [
    hint(
      `${packetWords(arrival)} reached your server, and no \`${event}\` was sent because of it.`,
      { at: arrival.seq },
    ),
    hint(
      `${handler ? `Its handler is in ${lineWords(handler)}. ` : ""}${doingsWords(run, effects)}`,
      { at: arrival.seq, where: handler },
    ),
    waitingHint(
      run.trace.filter(({ seq }) => seq < to),
      effects,
    ) ?? namedHint(run, event),
  ];
}

type Unheard = { readonly arrival: NonNullable<ReturnType<typeof arrivalOf>>; readonly at: Seq };

export function unheardHints(run: CheckRun, { arrival, at }: Unheard): readonly Hint[] {
  const event = arrival.event ?? "";
  const handler = lineNaming(run, { event, isHeard: true });
  const before = run.trace.some(
    (one) =>
      one.kind === "act" &&
      one.seq < at &&
      one.client === arrival.client &&
      "event" in one.deed &&
      one.deed.event === event &&
      (arrivalOf(run, one)?.seq ?? at) < arrival.seq,
  );
  return [
    hint(
      `${packetWords(arrival)} reached your server, and nobody listened for it there on ${arrival.client}’s socket.`,
      { at },
    ),
    handler
      ? hint(
          `${doer(handler)} listens for \`${event}\`. ${before ? `An earlier one of ${arrival.client}’s was heard; this one was not.` : `It had not run for ${arrival.client}’s socket, or what it added was gone again.`}`,
          { at, where: handler },
        )
      : hint(`No line of your program listens for \`${event}\`. Is it spelt otherwise somewhere?`, {
          at,
        }),
    hint(
      before
        ? "A listener hears as long as it is there: what is added with `once` is gone when it has heard."
        : "A listener hears from when it is added, on the socket to which it is added. When is yours, and to which?",
      { where: handler },
    ),
  ];
}

/** "It did so: line 7 sent `there?` to everybody." */
function doingsWords(run: CheckRun, effects: Trace): string {
  const all = deliveries(run.trace);
  const sent = effects
    .filter(isSending)
    .flatMap(({ seq }) => all.find((one) => one.seq === seq) ?? []);
  const did = [
    ...sent.map((one) => `${lineOf(one)} sent ${what(one)} ${aimWords(one)}`),
    ...effects.flatMap((event) => {
      const where = whereOf(event);
      if (!where || (event.kind !== "room.joined" && event.kind !== "room.left")) return [];
      return [
        `${lineWords(where)} ${event.kind === "room.joined" ? "put a socket into" : "took a socket out of"} \`${event.room}\``,
      ];
    }),
  ];
  return did.length === 0
    ? "It ran, and did nothing of which anybody else could hear."
    : `What came of it: ${list(did.slice(0, 3))}.`;
}

const lineOf = ({ where }: Delivery): string => (where ? lineWords(where) : "your server");
const what = ({ sent }: Delivery): string =>
  sent.what === "event"
    ? `\`${sent.event}\``
    : sent.what === "ack"
      ? `the answer ${valuesWords(sent.args)}`
      : "something";

/** Whoever was asked and has not answered holds up what comes after it. */
function waitingHint(trace: Trace, effects: Trace): Hint | undefined {
  const asked = acks(trace).find(
    (one) =>
      one.client === undefined &&
      effects.some(({ seq }) => seq === one.seq) &&
      one.of.some(({ state }) => state.state === "waiting"),
  );
  if (!asked) return undefined;
  const silent = asked.of.filter(({ state }) => state.state === "waiting").map(({ who }) => who);
  return hint(
    `${doer(asked.where)} asked \`${asked.event}\` of ${list(asked.of.map(({ who }) => who))}, and ${list(silent)} had not answered when the check stopped waiting. How long does your server wait?`,
    { at: asked.seq, where: asked.where },
  );
}

function namedHint(run: CheckRun, event: string): Hint {
  const named = lineNaming(run, { event });
  return named
    ? hint(
        `${doer(named)} names \`${event}\`, and it was not reached this time, or had nobody to send to. What stands between the handler’s beginning and it?`,
        { where: named },
      )
    : hint(
        `No line of your program names \`${event}\`. Where in it is known what it should carry?`,
      );
}

function neverHints(run: CheckRun, event: string): readonly Hint[] {
  const others = [
    ...new Set(
      deliveries(run.trace).flatMap(({ sent }) =>
        sent.what === "event" ? [`\`${sent.event}\``] : [],
      ),
    ),
  ];
  const last = deliveries(run.trace).at(-1);
  return [
    hint(`Your server sent no \`${event}\` to anybody in the whole run.`),
    hint(
      others.length > 0
        ? `What it sent was ${list(others)}${last?.where ? `, last from ${lineWords(last.where)}` : ""}.`
        : "It sent no event at all.",
      { at: last?.seq, where: last?.where },
    ),
    namedHint(run, event),
  ];
}

/** A connection ended, and what should be said of it was not. */
function goneHints(run: CheckRun, { deed, event }: Undone): readonly Hint[] {
  const { client } = deed;
  const effects = effectsOf(run, deed.seq);
  const closed = effects.find((one) => one.kind === "socket.closed");
  if (!closed)
    return [
      hint(`${client} left, and your server did not hear of it.`, { at: deed.seq }),
      namedHint(run, event),
    ];
  const own = closed.kind === "socket.closed" ? closed.id : "";
  const left = effects.flatMap((one) =>
    one.kind === "room.left" && one.room !== own ? [`\`${one.room}\``] : [],
  );
  const named = lineNaming(run, { event });
  return [
    hint(`${client}’s connection ended, your server heard of it, and sent no \`${event}\`.`, {
      at: closed.seq,
    }),
    hint(
      `${named ? `${doer(named)} names \`${event}\`. ` : ""}${left.length > 0 ? `${client} was in ${list(left)} until then, and was taken out of it as the connection ended.` : `${client} was in no room but their own.`}`,
      { at: closed.seq, where: named },
    ),
    hint(
      "By `disconnect` the socket is out of all its rooms. There is a moment before it, at which they are still there.",
      { at: closed.seq, where: named },
    ),
  ];
}

type Unnoticed = { readonly quiet: EventOf<"disturbance">; readonly event: string };

function unnoticedHints(run: CheckRun, { quiet, event }: Unnoticed): readonly Hint[] {
  const client = quiet.on.side === "client" ? quiet.on.client : "The server";
  const beat = heartbeatOf(run.trace, client);
  const where = run.trace.find(({ kind }) => kind === "server.listening");
  const line = where && whereOf(where);
  return [
    hint(
      `${client}’s network was disturbed (${disturbanceWords(quiet.disturbance)}), and your server did not notice: when the check stopped waiting for \`${event}\` it still took ${client} for connected.`,
      { at: quiet.seq },
    ),
    ...(beat
      ? [
          hint(
            `Your server told ${client} how it watches, when they came: it asks every ${beat.pingInterval} ms, and waits ${beat.pingTimeout} ms for the answer.`,
            { at: beat.seq, where: line },
          ),
        ]
      : []),
    hint(
      beat
        ? `So a silence is noticed after ${(beat.pingInterval + beat.pingTimeout) / 1000} s at the latest. Both numbers count, and both are yours to set, where the server is made.`
        : "A silence is noticed by asking, and by waiting for the answer. Both take as long as the server is told.",
      { where: line },
    ),
  ];
}
