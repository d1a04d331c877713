// A pane, or what is behind a button, whose code comes when it is asked for.
"use client";
import dynamic from "next/dynamic";
import type { ComponentType } from "react";
import { Arriving, arrived } from "#components/ui/arriving.tsx";

/** `part` is what is said of it while it is on its way. */
export const later = <P extends object>(
  part: string,
  load: () => Promise<ComponentType<P>>,
): ComponentType<P> => dynamic(() => arrived(load), { loading: () => <Arriving part={part} /> });
