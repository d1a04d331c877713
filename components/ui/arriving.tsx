// A part of the page whose code is loaded when it is needed, from a server that may be out of reach just then.
import styles from "./arriving.module.css";

const AGAIN_MS = 1_000;

/** What `load` brings, however often it has to be tried; throws what the code itself throws. */
export async function arrived<T>(load: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await load();
    } catch (error) {
      if (!isOnItsWay(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
}

/** Stands where the part will be; seen and heard only when that takes longer than a learner waits without a word. */
export function Arriving({ part }: { readonly part: string }) {
  return (
    <p className={styles.arriving} role="status">
      {part} has not come yet: it comes as soon as the lessons server can be reached.
    </p>
  );
}

const isOnItsWay = (error: unknown): boolean =>
  error instanceof Error && error.name === "ChunkLoadError";
