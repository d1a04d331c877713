// What the index of the API is written in.

/** A member's name as it is called, the number of the lesson that teaches it, what it does, and a line that uses it. */
export type Member = readonly [name: string, lesson: number, says: string, code: string];

/** One object of the API. `id` is its anchor. */
export type ApiObject = {
  readonly id: string;
  readonly title: string;
  readonly side: "server" | "client";
  readonly says: string;
  readonly members: readonly Member[];
};
