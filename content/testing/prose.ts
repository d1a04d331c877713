// The parts of a lesson's prose, as they are written: what its components were given.
import { createElement, type ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import type { Doing } from "#protocol/doing.ts";
import type { SeenClaim } from "#protocol/exercise.ts";
import type { Writing } from "#protocol/writing.ts";
import { components } from "../lesson-rules.ts";
import type { LoadedLesson } from "../load-lesson.ts";

export type Predict = Doing & {
  readonly id: string;
  readonly event: string;
  readonly answer: readonly string[];
};
export type Line = { readonly of?: string; readonly has: string };
export type Task = { readonly id: string; readonly from?: string; readonly until: SeenClaim };

export type Prose = {
  readonly Predict: readonly Predict[];
  readonly Act: readonly Doing[];
  readonly Line: readonly Line[];
  readonly Task: readonly Task[];
  readonly Note: readonly object[];
  readonly ByHand: readonly { readonly title: string; readonly writings: readonly Writing[] }[];
  readonly Feeds: readonly { readonly of: readonly string[]; readonly client: string }[];
  readonly Exercise: readonly { readonly slug: string }[];
};

export function proseOf({ Content }: Pick<LoadedLesson, "Content">): Prose {
  const found: Record<string, object[]> = {};
  const seen = Object.fromEntries(
    Object.keys(components).map((name) => {
      const all: object[] = (found[name] = []);
      const Part = ({ children, ...props }: { readonly children?: ReactNode }) => {
        all.push(props);
        return children;
      };
      return [name, Part];
    }),
  );
  renderToStaticMarkup(createElement(Content, { components: seen } as never));
  return found as never;
}
