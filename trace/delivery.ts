// What a delivery is: one packet the program sent, and what became of it for every client there was. Words only, no reckoning.
import type { EventOf, Position, Seq, SessionId, TurnId } from "#trace/event.ts";
import type { Problem } from "#trace/problem.ts";
import type { Pushed } from "#trace/pushed.ts";

/** A room as it was named in a broadcast; `of` is the client whose own room (socket id) it is. */
export type RoomName = Readonly<{ room: string; of: string | undefined }>;

/** What was sent. `args` is absent when the recorder kept only the beginning; attachments are still placeholders. */
export type Sent = Readonly<
  | {
      what: "event";
      event: string;
      args: readonly unknown[] | undefined;
      ack: number | undefined;
      attachments: number;
    }
  | {
      what: "ack";
      id: number | undefined;
      args: readonly unknown[] | undefined;
      attachments: number;
    }
  | { what: "unreadable"; problem: Problem }
>;

/** Why a client was not connected to the namespace. */
export type Absence = Readonly<
  | { was: "never" }
  /** It has asked for routes of the program's own, and never for a connection. `told`: what the same turn sent it over HTTP. */
  | { was: "http"; told: Pushed | undefined }
  | { was: "connecting" }
  | { was: "refused"; message: string }
  | { was: "disconnected"; why: string }
>;

/** Why nothing was sent to a client. */
export type Reason = Readonly<
  | { reason: "sender" }
  | { reason: "excluded"; by: RoomName }
  | { reason: "not-in-room"; rooms: readonly RoomName[] }
  | { reason: "other-namespace"; namespaces: readonly string[] }
  | { reason: "not-connected"; absence: Absence }
  | { reason: "addressed-to-other"; to: string }
  /** The facts contradict each other, or some are missing. */
  | { reason: "unexplained" }
>;

/** What became of it for one client. Listeners are counted, and `ms` measured, in the client. */
export type Result = Readonly<
  | { result: "handled"; listeners: number; ms: number }
  | { result: "no-listener" }
  /** It left; "awaited": this client reports and has not yet; "cannot": a foreign program, which never will. */
  | { result: "sent"; report: "awaited" | "cannot" }
  | { result: "dropped"; why: EventOf<"dropped">["why"] }
  | ({ result: "not-sent" } & Reason)
>;

/** Missed, and sent once more as the client came back: connection state recovery. `ms` after the first sending. */
export type Later = Readonly<{ seq: Seq; ms: number; result: Result }>;

/**
 * One outcome for each session of a client, or one without a session if it has none open. `who` tells a client's
 * sessions of that moment apart: "Alice", "Alice · tab 2".
 */
export type Outcome = Readonly<{
  client: string;
  session: SessionId | undefined;
  who: string;
  result: Result;
  later?: Later;
}>;

/** One `emit` (to one socket, or its ack) or one `broadcast`, in the order of the trace. */
export type Delivery = Readonly<
  {
    seq: Seq;
    turn: TurnId;
    /** Whose work it was, if another turn's. */
    cause: EventOf<"emit">["cause"];
    where: Position | undefined;
    nsp: string;
    sent: Sent;
    outcomes: readonly Outcome[];
  } /** `again`: it is the sending that this client missed. */ & (
    | { by: "emit"; to: string; again: Seq | undefined }
    | {
        by: "broadcast";
        rooms: readonly RoomName[];
        except: readonly RoomName[];
        flags: readonly string[];
      }
  )
>;
