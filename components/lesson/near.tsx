// A part that stands as the server drew it until it comes near the screen, and only then has its code. It is no boundary
// of React's: one that waits holds up every change of what is around it, and this may wait for good.
"use client";
import {
  type ComponentType,
  createElement,
  lazy,
  type ReactNode,
  type RefObject,
  useEffect,
  useRef,
  useState,
} from "react";

/** How far from the screen it still is when its code is let in, in pixels. */
const NEAR = "600px";
const AS_DRAWN = { __html: "" };

/** The part that `load` brings; on the server, which draws it whole, at once. */
export function near<P extends object>(
  load: () => Promise<ComponentType<P>>,
): (props: P) => ReactNode {
  if (typeof window !== "undefined")
    return function Near(props) {
      const place = useRef<HTMLDivElement>(null);
      const Part = useNear(place, load);
      // What is given as HTML, hydration leaves as it finds it.
      return Part ? (
        <div key="alive">{createElement(Part, props)}</div>
      ) : (
        <div ref={place} suppressHydrationWarning dangerouslySetInnerHTML={AS_DRAWN} />
      );
    };
  const AS_IF_NOT_THERE = { minWidth: 0, margin: 0, padding: 0, border: 0 };
  const Part = lazy(async () => ({ default: await load() }));
  return function Drawn(props) {
    // What cannot answer yet takes nothing that would be lost.
    return (
      <div>
        <fieldset style={AS_IF_NOT_THERE} disabled>
          {createElement(Part, props)}
        </fieldset>
      </div>
    );
  };
}

function useNear<P>(
  place: RefObject<HTMLElement | null>,
  load: () => Promise<ComponentType<P>>,
): ComponentType<P> | undefined {
  const [part, setPart] = useState<{ readonly is: ComponentType<P> }>();
  useEffect(() => {
    if (!place.current) return undefined;
    let isOver = false;
    const observer = new IntersectionObserver(
      (seen) => {
        if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
        observer.disconnect();
        void load().then((is) => {
          if (!isOver) setPart({ is });
        });
      },
      { rootMargin: NEAR },
    );
    observer.observe(place.current);
    return () => {
      isOver = true;
      observer.disconnect();
    };
  }, [place, load]);
  return part?.is;
}
