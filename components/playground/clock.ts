// The page's time. What is timed takes it as an argument, so that tests have their own.

/** Milliseconds. `after` returns the stop. */
export type Clock = {
  readonly now: () => number;
  readonly after: (ms: number, then: () => void) => () => void;
};

export const PAGE: Clock = {
  now: () => performance.now(),
  after(ms, then) {
    const timer = setTimeout(then, ms);
    return () => clearTimeout(timer);
  },
};

/** Before the next frame; or soon, where a hidden tab draws no frames. */
export function nextFrame(draw: () => void): void {
  let done = false;
  const once = () => {
    if (done) return;
    done = true;
    draw();
  };
  requestAnimationFrame(once);
  setTimeout(once, 250);
}
