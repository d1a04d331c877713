// Says to a server what the client of a capture said, in its order, and gives back what the server of the capture and
// this one answered, in the same ids.
import { connect, type Socket } from "node:net";
import type { Capture } from "./capture.ts";
import { frameAt, readServer, type ServerReader, type Unit } from "./server-units.ts";

/** What a server said, by connection; "(ends)" where it closed it. */
export type Said = Readonly<Record<string, readonly Unit[]>>;

type Connection = {
  readonly socket: Socket;
  /** What this server says, and what the other has said so far. */
  readonly actual: ServerReader;
  readonly captured: ServerReader;
  learnt: number;
  hasEnded: boolean;
};

/** Engine.IO's and Socket.IO's ids, and the offsets of a state recovery. */
const ID = /(?<![\w-])[\w-]{20}(?![\w-])|(?<=,")[\w-]{7}(?="\])|(?<="offset":")[\w-]{7}/g;
const ENDS = "(ends)";

/** @param port on 127.0.0.1 */
export async function replay(
  { events }: Capture,
  port: number,
): Promise<{ readonly captured: Said; readonly actual: Said }> {
  const connections = new Map<number, Connection>();
  const ids = new Map<string, string>();
  const captured: Record<string, Unit[]> = {};
  const actual: Record<string, Unit[]> = {};
  let tell = (): void => undefined;

  /** Every id of the capture that stands in a unit, and what stands there in ours. */
  function learn(connection: Connection): void {
    const { actual: ours, captured: theirs } = connection;
    for (
      ;
      connection.learnt < Math.min(ours.units.length, theirs.units.length);
      connection.learnt++
    ) {
      const now = ours.units[connection.learnt]?.match(ID) ?? [];
      for (const [i, id] of (theirs.units[connection.learnt]?.match(ID) ?? []).entries())
        if (!ids.has(id)) ids.set(id, now[i] ?? id);
    }
  }

  async function until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise<void>((told) => (tell = told));
  }
  const isCaughtUp = (): boolean =>
    [...connections.values()].every(
      ({ actual: a, captured: c }) => a.units.length >= c.units.length,
    );
  const ours = (text: string): string => text.replaceAll(ID, (id) => ids.get(id) ?? id);

  function open(): Connection {
    const socket = connect(port, "127.0.0.1");
    const connection: Connection = {
      socket,
      actual: readServer(),
      captured: readServer(),
      learnt: 0,
      hasEnded: false,
    };
    socket.on("data", (bytes: Buffer) => {
      connection.actual.push(bytes);
      tell();
    });
    const end = (): void => {
      connection.hasEnded = true;
      tell();
    };
    socket.on("end", end);
    socket.on("close", end);
    socket.on("error", end);
    return connection;
  }

  for (const [conn, what, bytes] of events) {
    if (what === "open") {
      connections.set(conn, open());
      continue;
    }
    const connection = connections.get(conn);
    if (!connection) throw new Error(`connection ${conn} was never opened`);
    if (what === "server") {
      connection.captured.push(bytes ?? Buffer.alloc(0));
      continue;
    }
    await until(isCaughtUp);
    for (const one of connections.values()) learn(one);
    if (what === "client") connection.socket.write(translated(bytes ?? Buffer.alloc(0), ours));
    else if (what === "client ends") connection.socket.end();
    else if (what === "cut") connection.socket.destroy();
    else {
      await until(() => connection.hasEnded);
      (captured[conn] ??= []).push(ENDS);
      (actual[conn] ??= []).push(ENDS);
    }
  }
  await until(isCaughtUp);
  for (const [conn, connection] of connections) {
    learn(connection);
    const theirs = connection.captured;
    captured[conn] = [...theirs.units, theirs.rest().toString("latin1")]
      .map(ours)
      .concat(captured[conn] ?? []);
    actual[conn] = [...connection.actual.units, connection.actual.rest().toString("latin1")].concat(
      actual[conn] ?? [],
    );
    connection.socket.destroy();
  }
  return { captured, actual };
}

/** With our ids: in frames too, where each has its own mask. Bytes that are not whole frames stay as they are. */
function translated(bytes: Buffer, ours: (text: string) => string): Buffer {
  if (/^[A-Z]+ \//.test(bytes.toString("latin1")))
    return Buffer.from(ours(bytes.toString("latin1")), "latin1");
  const frames: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const frame = frameAt(bytes.subarray(at));
    if (!frame) return bytes;
    const text = frame.payload.toString("latin1");
    const translation = Buffer.from(ours(text), "latin1");
    const head = bytes.subarray(at, at + frame.end - frame.payload.length);
    frames.push(head, translation.map((byte, i) => byte ^ (frame.mask?.[i % 4] ?? 0)) as Buffer);
    at += frame.end;
  }
  return Buffer.concat(frames);
}
