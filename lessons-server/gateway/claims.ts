// The sockets and rooms a program says it has, counted. The trace remembers those that are open, so they have to stay few,
// also for a program that speaks past socket.io, which would have refused it one more.
import { PROGRAM_LIMITS } from "#protocol/program-limits.ts";
import type { Operation } from "#protocol/runner.ts";
import type { Limits } from "./limits.ts";

/** Notes what an operation claims. Says of what it claims more than a program may have, if it does. */
export type Claims = (operation: Operation) => "sockets" | "memberships" | undefined;

type Claimed = { isOpen: boolean; readonly rooms: Set<string> };

export function createClaims(limits: Limits): Claims {
  const mostSockets = limits.clients * PROGRAM_LIMITS.namespaces.most;
  const sockets = new Map<string, Claimed>();
  let memberships = 0;

  /** Of one that is open, or that is in rooms before it is. */
  function socketOf(operation: { readonly nsp: string; readonly id: string }): Claimed {
    const key = `${operation.nsp}\n${operation.id}`;
    const socket = sockets.get(key) ?? { isOpen: false, rooms: new Set() };
    sockets.set(key, socket);
    return socket;
  }

  function forget(operation: { readonly nsp: string; readonly id: string }): void {
    const { isOpen, rooms } = socketOf(operation);
    if (!isOpen && rooms.size === 0) sockets.delete(`${operation.nsp}\n${operation.id}`);
  }

  return (operation) => {
    switch (operation.op) {
      case "socketOpened":
        socketOf(operation).isOpen = true;
        break;
      case "socketClosed":
        socketOf(operation).isOpen = false;
        forget(operation);
        break;
      case "joined": {
        const { rooms } = socketOf(operation);
        memberships -= rooms.size;
        memberships += rooms.add(operation.room).size;
        break;
      }
      case "left":
        if (socketOf(operation).rooms.delete(operation.room)) memberships--;
        forget(operation);
        break;
      default:
        return undefined;
    }
    if (sockets.size > mostSockets) return "sockets";
    return memberships > PROGRAM_LIMITS.memberships.most ? "memberships" : undefined;
  };
}
