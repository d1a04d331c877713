// Around everything that draws a lesson. A run that a stranger recorded may hold what no view of ours is ready for: when
// drawing it throws, it is left, so that no link breaks the page for good. What the learner's own run throws is our
// mistake, and goes on to where those are told.
"use client";
import { Component, type ReactNode } from "react";
import type { Lesson } from "./lesson.ts";

type Props = {
  readonly lesson: Pick<Lesson, "other" | "leaveOther" | "say">;
  readonly children: ReactNode;
};
type State = { readonly thrown?: { readonly error: unknown } | undefined };

export class Undrawable extends Component<Props, State> {
  override state: State = {};

  static getDerivedStateFromError(error: unknown): State {
    return { thrown: { error } };
  }

  override componentDidCatch(): void {
    const { lesson } = this.props;
    lesson.leaveOther();
    lesson.say("This recorded run cannot be drawn here; your own is back.");
    this.setState({ thrown: undefined });
  }

  override render(): ReactNode {
    const { thrown } = this.state;
    if (!thrown) return this.props.children;
    const other = this.props.lesson.other.get();
    if (other === undefined || other.is === "check") throw thrown.error;
    return null;
  }
}
