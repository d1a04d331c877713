// In development, around a lesson's prose: says what is wrong with the lesson. Prose that throws as it is drawn is left
// out, and drawn anew when it comes anew.
"use client";
import { Component, type ReactNode } from "react";
import styles from "./prose-faults.module.css";

/** `text` names the file, the line and what to do; `frame` is the code around that line, or empty. */
type Fault = { readonly text: string; readonly frame: string };
type Props = {
  readonly file: string;
  readonly fault: Fault | undefined;
  readonly children: ReactNode;
};
type State = { readonly thrown: string | undefined; readonly by: ReactNode };

export class ProseFaults extends Component<Props, State> {
  override state: State = { thrown: undefined, by: undefined };

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { thrown: error instanceof Error ? error.message : String(error) };
  }

  static getDerivedStateFromProps({ children }: Props, { by }: State): State | null {
    return children === by ? null : { thrown: undefined, by: children };
  }

  override render(): ReactNode {
    const { file, fault, children } = this.props;
    const { thrown } = this.state;
    const shown =
      thrown === undefined
        ? fault
        : { text: `${file}: it throws as it is drawn: ${thrown}`, frame: "" };
    return (
      <>
        {thrown === undefined && children}
        {shown && <FaultOver {...shown} />}
      </>
    );
  }
}

function FaultOver({ text, frame }: Fault) {
  return (
    <div className={styles.fault} role="alert">
      <p>{text}</p>
      {frame !== "" && <pre>{frame}</pre>}
      <p className={styles.next}>Mend it and save: this page goes on by itself.</p>
    </div>
  );
}
