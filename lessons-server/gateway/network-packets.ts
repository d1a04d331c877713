// Packets from the program to its clients. What it meant is written down before anything is sent, so that in the trace
// the cause always stands before the frames that it caused.
import * as ws from "ws";
import type { Operation } from "#protocol/runner.ts";
import type { PacketText, Recipient, Seq, TurnId } from "#trace/event.ts";
import { type Doing, doingOf } from "./doing.ts";
import type { EngineWrite } from "./engine-socket.ts";
import type { NoteLimit } from "./limit-notes.ts";
import type { LimitName, Limits } from "./limits.ts";
import { dismiss, type Session, type Sessions } from "./network-sessions.ts";
import type { Tape } from "./tape.ts";

type Packet = Extract<Operation, { op: "packet" }>;
type Broadcast = Extract<Operation, { op: "broadcast" }>;

export type Packets = {
  /** Ignored for a session that there never was. */
  readonly emit: (turn: TurnId, packet: Packet) => void;
  readonly broadcast: (turn: TurnId, broadcast: Broadcast) => void;
};

/** How much of a packet's text a fact keeps, in UTF-16 units. */
const KEPT_TEXT = 4_096;

type Message = Pick<Packet, "text" | "attachments" | "plain" | "compress">;
type Sending = {
  readonly text: string | undefined;
  readonly attachments: readonly Buffer[];
  readonly size: number;
  /** As it stands in the trace. */
  readonly packet: PacketText;
  readonly options: EngineWrite;
};

export function createPackets(around: {
  readonly tape: Tape;
  readonly sessions: Sessions;
  readonly limits: Limits;
  readonly note: NoteLimit;
  readonly clock: () => number;
}): Packets {
  const { tape, sessions, limits, note } = around;

  function emit(turn: TurnId, packet: Packet): void {
    const session = sessions.byId(packet.to);
    if (!session) return;
    const sending = sendingOf(packet);
    const doing = doingOf(turn, packet);
    const fact = tape.append({
      kind: "emit",
      ...doing,
      to: recipient(session),
      packet: sending.packet,
    });
    send(session, sending, { doing, of: fact.seq, isVolatile: packet.volatile === true });
  }

  function broadcast(turn: TurnId, operation: Broadcast): void {
    const to = [...new Set(operation.to)]
      .map((id) => sessions.byId(id))
      .filter((session) => session !== undefined);
    const sending = sendingOf(operation);
    const { nsp, rooms, except, flags } = operation;
    const doing = doingOf(turn, operation);
    const fact = tape.append({
      kind: "broadcast",
      ...doing,
      nsp,
      rooms,
      except,
      flags,
      to: to.map(recipient),
      packet: sending.packet,
    });
    // One frame for all, as socket.io-adapter does; a session on polling does not look at it.
    if (sending.text !== undefined && sending.attachments.length === 0)
      sending.options.wsPreEncodedFrame = frameOf(sending.text);
    const isVolatile = operation.volatile === true;
    for (const session of to) send(session, sending, { doing, of: fact.seq, isVolatile });
  }

  function send(session: Session, sending: Sending, how: How): void {
    const obstacle = obstacleTo(session, how.isVolatile);
    if (obstacle) {
      tape.append({ kind: "dropped", of: how.of, session: session.id, why: obstacle.why });
      if (obstacle.why === "slow reader") dismiss(session, note(obstacle.limit, how.doing));
      return;
    }
    session.down += 1;
    const { text, options } = sending;
    if (text !== undefined) session.socket.write(text, options);
    for (const attachment of sending.attachments) session.socket.write(attachment, { ...options });
    session.queued = session.socket.writeBuffer.length === 0 ? 0 : session.queued + sending.size;
  }

  function obstacleTo(session: Session, isVolatile: boolean): Obstacle | undefined {
    if (!session.isOpen || session.socket.readyState !== "open") return { why: "closed" };
    if (isVolatile && !session.socket.transport.writable) return { why: "volatile" };
    const limit = exceededBuffer(session);
    return limit && { why: "slow reader", limit };
  }

  // A program that sends much in one turn is not a slow reader's fault, so a client has a moment to catch up.
  function exceededBuffer(session: Session): LimitName | undefined {
    if (session.socket.writeBuffer.length === 0) session.queued = 0;
    const buffered = session.queued + (session.socket.transport.socket?.bufferedAmount ?? 0);
    if (buffered === 0) session.waitingSince = undefined;
    if (buffered === 0) return undefined;
    const now = around.clock();
    session.waitingSince ??= now;
    if (buffered > limits.bufferedBytesAtOnce) return "bufferedBytesAtOnce";
    const isLate = now - session.waitingSince > limits.bufferedMs;
    return buffered > limits.bufferedBytes && isLate ? "bufferedBytes" : undefined;
  }

  return { emit, broadcast };
}

type How = {
  readonly doing: Doing;
  readonly of: Seq;
  readonly isVolatile: boolean;
};
type Obstacle =
  | { readonly why: "closed" | "volatile" }
  | { readonly why: "slow reader"; readonly limit: LimitName };

/** The number its next packet will have. A packet that is dropped does not use it up. */
function recipient(session: Session): Recipient {
  return { session: session.id, packet: session.down + 1 };
}

function sendingOf({ text, attachments, plain, compress }: Message): Sending {
  const binary = (attachments ?? []).map((base64) => Buffer.from(base64, "base64"));
  const said = plain ?? text ?? "";
  return {
    text,
    attachments: binary,
    size: binary.reduce((sum, one) => sum + one.length, text?.length ?? 0),
    packet: { text: said.slice(0, KEPT_TEXT), size: said.length, attachments: binary.length },
    options: compress === false ? { compress } : {},
  };
}

// Exported by ws and used by socket.io-adapter, but missing from its types.
type FrameOptions = {
  mask: boolean;
  readOnly: boolean;
  rsv1: boolean;
  opcode: number;
  fin: boolean;
};
type StaticSender = { readonly frame: (data: Buffer, options: FrameOptions) => Buffer[] };
const { Sender } = ws as unknown as { readonly Sender: StaticSender };

// "4" is Engine.IO's type "message".
function frameOf(text: string): Buffer[] {
  return Sender.frame(Buffer.from(`4${text}`), {
    readOnly: false,
    mask: false,
    rsv1: false,
    opcode: 1,
    fin: true,
  });
}
