// What a learner reads when a run has ended for a reason that is not in their code, and what whoever connects is told.
import type { FactOf } from "#trace/event.ts";
import type { Thrown } from "./fault.ts";

/** Only a program that broke out of the guest's protocol can say anything else; its run ends. */
export const NOT_OPERATIONS: Thrown = {
  name: "Stopped",
  message: "The program said something that is not an operation of a sandbox.",
  stack: "",
};

/** As above: socket.io has no socket without a connection, and of those there are few. */
export const TOO_MANY_SOCKETS =
  "The program says that it has more sockets than there are connections to it.";

export const HELD_ITS_THREAD: Thrown = {
  name: "Stopped",
  message:
    "The program could not be stopped by itself: its thread was ended, with all that ran there. It is not begun again, as the others are; change it, then press Run.",
  stack: "",
};

export const OUR_FAULT: Thrown = {
  name: "Stopped",
  message: "A fault of ours ended this run, not one of the program's. Run starts it again.",
  stack: "",
};

/** What whoever connects after the end is told. */
export const AFTER: Record<FactOf<"run.ended">["why"], string> = {
  stopped: "The program was stopped. Run starts it again.",
  finished: "The program has finished: it listens on no port and waits for nothing.",
  crashed: "The program has crashed. The trace says where; Run starts it again.",
  killed: "The program was stopped: it asked for more than a sandbox has. The trace says where.",
  lost: "The process that ran the program is gone. If nothing answers in a moment, press Run.",
};

export const KILLED = "The server was killed. Run starts it again.";
export const RESTARTING = "The server is being restarted. Try again in a moment.";
