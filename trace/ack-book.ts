// The questions of a run that wait for an acknowledgement, and what becomes of each: answered, given up, or lost.
import type { Position, Seq, SessionId } from "#trace/event.ts";

/** `ms` lie between question and answer, both as they passed the gateway. `again`: the same number was answered again. */
export type AckState = Readonly<
  /** "taken": it was read on the other side, where its callback has not been called. */
  | { state: "waiting"; because: "no listener" | "taken" | undefined }
  | ({ state: "answered"; ms: number; isLate: boolean; again: readonly Seq[] } & AckAnswer)
  /** Whoever asked gave up after so many milliseconds, by its own account. */
  | { state: "timed out"; seq: Seq; after: number }
  /** The connection or the program ended first. */
  | { state: "lost"; seq: Seq; why: string }
>;
/** `where`: the line of the program that called the callback. Arguments are absent where only the beginning is kept. */
export type AckAnswer = Readonly<{
  seq: Seq;
  args: readonly unknown[] | undefined;
  where: Position | undefined;
}>;

/** An acknowledgement that is asked for. `key` is of its direction, session, namespace and number. */
export type Question = {
  readonly key: string;
  readonly session: SessionId | undefined;
  readonly nsp: string;
  readonly at: number;
  /** How long whoever asks was told to wait, in milliseconds. */
  readonly timeout: number | undefined;
  state: AckState;
};

export type AckBook = Readonly<{
  ask(question: Omit<Question, "state">): Question;
  answer(key: string, at: number, answer: AckAnswer): void;
  /** Those of which `which` is true cannot be answered any more. */
  lose(seq: Seq, why: string, which: (question: Question) => boolean): void;
}>;

export function createAckBook(): AckBook {
  const open = new Map<string, Question>();
  return {
    ask(asked) {
      const question: Question = { ...asked, state: { state: "waiting", because: undefined } };
      open.set(question.key, question);
      return question;
    },
    answer(key, at, answer) {
      const question = open.get(key);
      if (question === undefined) return;
      const { state, timeout } = question;
      if (state.state === "answered") {
        question.state = { ...state, again: [...state.again, answer.seq] };
        return;
      }
      const ms = at - question.at;
      const isLate = state.state === "timed out" || (timeout !== undefined && ms > timeout);
      question.state = { state: "answered", ms, isLate, again: [], ...answer };
    },
    lose(seq, why, which) {
      for (const question of open.values()) {
        if (!which(question)) continue;
        open.delete(question.key);
        if (question.state.state === "waiting") question.state = { state: "lost", seq, why };
      }
    },
  };
}

/** What is known of why it waits; nothing for one that does not. */
export function wait(question: Question | undefined, because: "no listener" | "taken"): void {
  if (question?.state.state === "waiting") question.state = { state: "waiting", because };
}
