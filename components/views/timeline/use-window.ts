// Which rows of a long list are in sight, when all are equally high. The list itself is what scrolls.
import { useCallback, useLayoutEffect, useRef, useState } from "react";

/** Rows drawn beyond what is in sight, so that scrolling shows no holes. */
const SPARE = 12;
// What is drawn before there is a screen.
const INITIAL = { top: 0, height: 600 };

export function useWindow(count: number, rowHeight: number) {
  const scroller = useRef<HTMLElement>(null);
  const [{ top, height }, setSight] = useState(INITIAL);

  const ref = useCallback((element: HTMLElement | null) => {
    scroller.current = element;
    if (element === null) return undefined;
    const look = (): void => setSight({ top: element.scrollTop, height: element.clientHeight });
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener("scroll", look, { passive: true });
    look();
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, []);

  const wanted = useRef<number>(undefined);
  const reveal = useCallback(
    (index: number) => {
      wanted.current = index;
      const element = scroller.current;
      if (element === null) return;
      const [from, to] = [index * rowHeight, (index + 1) * rowHeight];
      if (from < element.scrollTop) element.scrollTop = from;
      else if (to > element.scrollTop + element.clientHeight)
        element.scrollTop = to - element.clientHeight;
    },
    [rowHeight],
  );
  // A list that has just grown can scroll to what was wanted before it could.
  useLayoutEffect(() => {
    if (wanted.current === count - 1) reveal(count - 1);
  }, [count, reveal]);

  const first = Math.max(0, Math.min(Math.floor(top / rowHeight) - SPARE, count));
  const end = Math.min(count, Math.ceil((top + height) / rowHeight) + SPARE);
  return {
    ref,
    first,
    end,
    before: first * rowHeight,
    page: Math.max(1, Math.floor(height / rowHeight) - 1),
    reveal,
  };
}
