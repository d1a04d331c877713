// The place of the code: the static block until somebody touches it, and then the editor. Fingers get a plain field.
"use client";
import {
  lazy,
  type PointerEvent,
  Suspense,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { Arriving, arrived } from "#components/ui/arriving.tsx";
import type { EditorProps } from "./code-editor.tsx";
import styles from "./code.module.css";
import { PlainEditor } from "./plain-editor.tsx";
import { StaticCode } from "./static-code.tsx";

const CodeEditor = lazy(async () => ({
  default: (await arrived(() => import("./code-editor.tsx"))).CodeEditor,
}));

type Props = Omit<EditorProps, "onLeave" | "pressedAt" | "scrolledTo">;
type Touch = {
  readonly at?: { readonly x: number; readonly y: number };
  readonly scrolledTo?: EditorProps["scrolledTo"];
};

export function EditorSlot(props: Props) {
  const { files, active, lit, related, sent, faulty } = props;
  const text = files[active] ?? "";
  const still = useRef<HTMLDivElement>(null);
  const outside = useRef<HTMLParagraphElement>(null);
  const [touch, setTouch] = useState<Touch>();
  const isForFingers = useSyncExternalStore(watchFingers, areFingers, () => false);

  useEffect(() => {
    if (lit !== undefined && still.current) scrollToLine(still.current, lit);
  }, [lit]);
  const broken = faulty?.line;
  useEffect(() => {
    if (broken !== undefined && still.current) scrollToLine(still.current, broken);
  }, [broken]);

  const code = (
    <StaticCode text={text} lit={lit} related={related} sent={sent} faulty={faulty?.line} isHeld />
  );
  if (isForFingers)
    return (
      <div ref={still} className={styles.touch} onClick={({ target }) => askIn(target, props)}>
        <PlainEditor file={active} text={text} onEdit={props.onEdit}>
          {code}
        </PlainEditor>
      </div>
    );
  const onPointerDown = (event: PointerEvent) => {
    const { clientX, clientY, target } = event;
    if (askIn(target, props)) event.preventDefault();
    else
      setTouch({
        at: { x: clientX, y: clientY },
        scrolledTo: {
          scrollTop: still.current?.scrollTop ?? 0,
          scrollLeft: still.current?.scrollLeft ?? 0,
        },
      });
  };
  return (
    <>
      <div
        ref={still}
        className={styles.touch}
        role="textbox"
        aria-multiline="true"
        aria-readonly="true"
        aria-label={`${active}, code`}
        tabIndex={touch ? -1 : 0}
        aria-hidden={touch !== undefined}
        onPointerDown={onPointerDown}
        onFocus={() => setTouch((was) => was ?? {})}
      >
        {code}
      </div>
      {touch && (
        <Suspense fallback={<Arriving part="The editor" />}>
          <CodeEditor
            {...props}
            pressedAt={touch.at}
            scrolledTo={touch.scrolledTo}
            onLeave={() => outside.current?.focus()}
          />
        </Suspense>
      )}
      <p ref={outside} className={styles.outside} tabIndex={-1}>
        Out of the editor. Tab goes on from here, Shift and Tab back in.
      </p>
    </>
  );
}

/** Whether a mark was pressed. Whoever has no pointer asks in the editor. */
function askIn(target: EventTarget, { onAskLine }: Pick<Props, "onAskLine">): boolean {
  const line = target instanceof HTMLElement ? target.dataset["sent"] : undefined;
  if (line === undefined) return false;
  onAskLine(Number(line));
  return true;
}

const FINGERS = "(pointer: coarse)";
const areFingers = (): boolean => matchMedia(FINGERS).matches;

function watchFingers(changed: () => void): () => void {
  const pointer = matchMedia(FINGERS);
  pointer.addEventListener("change", changed);
  return () => pointer.removeEventListener("change", changed);
}

function scrollToLine(holder: HTMLElement, line: number): void {
  const row = holder.querySelectorAll<HTMLElement>("code > span")[line - 1];
  if (!row) return;
  const top = row.offsetTop;
  if (top < holder.scrollTop || top > holder.scrollTop + holder.clientHeight - 40)
    holder.scrollTop = top - holder.clientHeight / 2;
  // Every line's beginning stays to be seen.
  holder.scrollLeft = 0;
}
