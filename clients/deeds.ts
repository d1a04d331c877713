// What a client does when it is told to: emits, acks, requests, with the socket that learner code made if there is one.
import type { Socket } from "socket.io-client";
import { maxTextLength, type Outcome } from "#protocol/client.ts";
import { fromJson } from "#protocol/json-value.ts";
import type { Deed } from "#trace/event.ts";
import { carried, maxValueSize } from "./carried-value.ts";
import { cut } from "./log-text.ts";

/** What a deed acts on. */
export type Actor = {
  /** The socket of a namespace: the newest one there, made now if there is none. */
  readonly socket: (nsp: string) => Socket;
  readonly sockets: () => readonly Socket[];
  /** Asks the server for a path of its own. */
  readonly request: (path: string, init: RequestInit) => Promise<Response>;
};

const maxBody = 65_536;

/** Performs a deed and says how it ended. What is thrown on the way is an outcome too. */
export async function perform(deed: Deed, actor: Actor): Promise<Outcome> {
  try {
    return await start(deed, actor);
  } catch (error) {
    return failed(error);
  }
}

function start(deed: Deed, actor: Actor): Outcome | Promise<Outcome> {
  switch (deed.do) {
    case "connect":
      for (const socket of known(actor)) socket.connect();
      return { outcome: "done" };
    case "disconnect":
      for (const socket of actor.sockets()) socket.disconnect();
      return { outcome: "done" };
    case "emit":
      actor.socket(deed.nsp).emit(deed.event, ...deed.args.map(fromJson));
      return { outcome: "done" };
    case "emitWithAck":
      return emitWithAck(deed, actor.socket(deed.nsp));
    case "http":
      return ask(deed, actor);
    default:
      return deed satisfies never;
  }
}

function known(actor: Actor): readonly Socket[] {
  const sockets = actor.sockets();
  return sockets.length > 0 ? sockets : [actor.socket("/")];
}

function emitWithAck(deed: Extract<Deed, { do: "emitWithAck" }>, socket: Socket): Promise<Outcome> {
  return new Promise((resolve) => {
    const acked = (error: Error | null, ...values: unknown[]) => {
      if (error === null) resolve({ outcome: "acked", values: light(values) });
      // socket.io-client has no other mark for it than this text; a lost connection has its own.
      else if (error.message === "operation has timed out")
        resolve({ outcome: "timeout", after: deed.timeout });
      else resolve(failed(error));
    };
    socket.timeout(deed.timeout).emit(deed.event, ...deed.args.map(fromJson), acked);
  });
}

async function ask(
  { method, path, headers = {}, body }: Extract<Deed, { do: "http" }>,
  { request, sockets }: Actor,
): Promise<Outcome> {
  const id = sockets().at(-1)?.id ?? "";
  const asked = new Headers();
  if (body !== undefined)
    asked.set("content-type", isJson(body) ? "application/json" : "text/plain");
  for (const [name, value] of Object.entries(headers))
    asked.set(name, value.replaceAll("{socket.id}", id));
  const answer = await request(path, {
    method,
    headers: asked,
    ...(body !== undefined && { body }),
  });
  return { outcome: "answered", status: answer.status, body: cut(await answer.text(), maxBody) };
}

function isJson(body: string): boolean {
  try {
    JSON.parse(body);
    return true;
  } catch {
    return false;
  }
}

// The limit is for all values together; each gets its share.
function light(values: readonly unknown[]): unknown[] {
  return values.map((value) => carried(value, maxValueSize / values.length));
}

function failed(error: unknown): Outcome {
  return {
    outcome: "failed",
    message: cut(error instanceof Error ? error.message : String(error), maxTextLength),
  };
}
