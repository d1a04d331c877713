// A model of TCP, and of HTTP on top of it: two ladders, what either side may do now, and who may speak. It says that it
// is a model: of segments neither a browser nor a server is told.
"use client";
import { type ReactNode, useId, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Deeds } from "./deeds.tsx";
import type { End } from "./end.ts";
import { carriedOut, type Deed, type Moment } from "./exchange.ts";
import { finished } from "./finished.ts";
import { ladder } from "./ladder.ts";
import { LadderPicture } from "./ladder-picture.tsx";
import { refusalOf, speakers } from "./possible.ts";
import styles from "./tcp-model.module.css";
import { meaningOf } from "./words.ts";

type Shown = {
  readonly moments: readonly Moment[];
  readonly at: number;
  /** What was pressed last and cannot be done, and why. */
  readonly refusal?: string | undefined;
};

export function TcpModel() {
  const id = useId();
  const [{ moments, at, refusal }, show] = useState<Shown>({
    moments: finished,
    at: finished.length - 1,
  });
  const moment = moments[at];
  if (!moment) throw new Error(`the model of TCP has no moment ${at}`);
  const { rungs, arrows } = ladder(moment.happened);
  const { tcp, http } = speakers(moment);
  const go = (to: number) => moments[to] && show({ moments, at: to });
  const act = (deed: Deed) => {
    const no = refusalOf(moment, deed);
    if (no !== undefined) return show({ moments, at, refusal: no });
    const then = [...moments.slice(0, at + 1), ...carriedOut(moment, deed)];
    return show({ moments: then, at: then.length - 1 });
  };
  return (
    <section className={styles.frame} aria-labelledby={`${id}title`}>
      <h3 id={`${id}title`} className={styles.title}>
        <span className={styles.badge}>Model</span> A TCP connection, with HTTP on it
      </h3>
      <p className={styles.honest}>
        Nothing here has happened: neither a browser nor a server is told of segments. It is worked
        out by the rules of RFC 9293.
      </p>
      <LadderPicture moment={moment} rungs={rungs} arrows={arrows} />
      <div className={styles.steps} role="group" aria-label="Steps of the model">
        <Button onClick={() => go(0)} aria-disabled={at === 0 || undefined}>
          Start again
        </Button>
        <span aria-hidden="true">
          {at} / {moments.length - 1}
        </span>
        <Step to="back" onClick={() => go(at - 1)} aria-disabled={at === 0 || undefined}>
          <path d="M11 2v11L4 7.5z" />
        </Step>
        <Step
          to="forward"
          onClick={() => go(at + 1)}
          aria-disabled={at === moments.length - 1 || undefined}
        >
          <path d="M4 2v11l7-5.5z" />
        </Step>
      </div>
      <p className={styles.said} role="status">
        {refusal === undefined ? (rungs.at(-1)?.sentence ?? NOTHING_YET) : `Not now. ${refusal}`}
      </p>
      <Deeds refusalOf={(deed) => refusalOf(moment, deed)} onDeed={act} />
      <dl className={styles.now}>
        <Standing name="Client" end={moment.client} />
        <Standing name="Server" end={moment.server} />
        <dt>Who may speak now?</dt>
        <dd>
          <b>TCP:</b> {tcp}
          <br />
          <b>HTTP:</b> {http}
        </dd>
      </dl>
      <details className={styles.words}>
        <summary>What has happened, in words</summary>
        <ol>
          {rungs.map(({ sentence }, index) => (
            <li key={index}>{sentence}</li>
          ))}
        </ol>
      </details>
    </section>
  );
}

const NOTHING_YET = "Nothing has happened yet. The client can connect; the server can only wait.";

type StepProps = {
  readonly to: "back" | "forward";
  readonly onClick: () => void;
  readonly "aria-disabled": true | undefined;
  readonly children: ReactNode;
};

const Step = ({ to, children, ...rest }: StepProps) => (
  <Button look="sign" aria-label={`Step ${to}`} title={`Step ${to}`} {...rest}>
    <svg viewBox="0 0 15 15" aria-hidden="true">
      {children}
    </svg>
  </Button>
);

const Standing = ({ name, end }: { readonly name: string; readonly end: End }) => (
  <>
    <dt>
      {name}: <code>{end.state}</code>
    </dt>
    <dd>{meaningOf(end)}</dd>
  </>
);
