// The key that makes a shortcut of another: Ctrl, and on Apple's keyboards Cmd.
"use client";
import { useSyncExternalStore } from "react";

const isApple = (): boolean => /^(?:Mac|iP)/.test(navigator.platform);

/** As it is written on the keyboard of whoever reads. Only in a browser. */
export const commandKey = (): string => (isApple() ? "⌘" : "Ctrl");

/** Whether a press is with it, and not with that of other keyboards. Only in a browser. */
export const hasCommandKey = ({
  ctrlKey,
  metaKey,
}: Pick<KeyboardEvent, "ctrlKey" | "metaKey">): boolean =>
  isApple() ? metaKey && !ctrlKey : ctrlKey && !metaKey;

/** `commandKey` for what the server draws too. */
export const useCommandKey = (): string => useSyncExternalStore(never, commandKey, () => "Ctrl");

const never = () => () => {};
