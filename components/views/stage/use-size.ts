// How much room the stage has: what CSS decides and the layout must know.
import { useCallback, useState } from "react";
import type { Size } from "./plan.ts";

// What is laid out before there is a screen.
const INITIAL: Size = { width: 900, height: 480 };
/** Where buttons are as high as a finger needs. The style sheets ask the same. */
const FINGERS = "(pointer: coarse), (width < 900px)";

/**
 * The size of the element that `ref` is given to. Until it is known (`isKnown`), nothing should be seen that would jump;
 * `room` is known beforehand, where what is drawn must be seen without a script.
 */
export function useSize(room?: Size) {
  const [size, setSize] = useState(room ?? INITIAL);
  const [isKnown, setKnown] = useState(room !== undefined);
  const [isForFingers, setForFingers] = useState(false);
  const ref = useCallback((element: HTMLElement | null) => {
    if (element === null) return undefined;
    const measure = (): void => {
      const { clientWidth: width, clientHeight: height } = element;
      // A side of the page that is not shown has no size, and keeps the one it had.
      if (width === 0) return;
      setKnown(true);
      setForFingers(matchMedia(FINGERS).matches);
      setSize((known) =>
        known.width === width && known.height === height ? known : { width, height },
      );
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, []);
  return { ref, size, isKnown, isForFingers };
}
