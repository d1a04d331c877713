// The list of shortcuts of a workbench.
"use client";
import { KeyList } from "./key-list.tsx";
import { LISTED } from "./shortcuts.ts";

export const ShortcutSheet = () => <KeyList groups={LISTED} />;
