// The key that makes a shortcut of another: Ctrl, and on Apple's keyboards Cmd.
"use client";
import { useSyncExternalStore } from "react";

const isApple = (): boolean => /^(?:Mac|iP)/.test(navigator.platform);

/** As it is written on the keyboard of whoever reads. Only in a browser. */
export const commandKey = (): string => (isApple() ? "⌘" : "Ctrl");

/** The same for what the server draws too. */
export const useCommandKey = (): string => useSyncExternalStore(never, commandKey, () => "Ctrl");

const never = () => () => {};
