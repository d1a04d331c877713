// Something to say that is no event: restored edits, another tab, the server restarted.

/** `undoes` is what the button for `undo` says, `dismisses` what the one says that takes the notice away. */
export type Notice = {
  readonly text: string;
  readonly undo?: () => void;
  readonly undoes?: string;
  readonly dismisses?: string;
  /** Done when the learner takes it away. */
  readonly dismissed?: () => void;
};
