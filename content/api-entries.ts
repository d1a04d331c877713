// The index of the API as the page shows it: each member with its anchor, and the section that teaches it, found by its
// first use there.
import { apiIndex } from "./api-index.ts";
import type { ApiObject, Member } from "./api/member.ts";
import type { OpenLesson } from "./open-lesson.ts";
import { type Taught, taughtIn } from "./taught.ts";

export type ApiMember = {
  readonly id: string;
  readonly name: string;
  readonly says: string;
  readonly code: string;
  readonly taught: Taught;
};
export type ApiGroup = Omit<ApiObject, "members"> & { readonly members: readonly ApiMember[] };

export const apiEntries = (lessons: readonly OpenLesson[]): readonly ApiGroup[] =>
  apiIndex.map((object) => ({
    ...object,
    members: object.members.map((member) => entry(object.id, member, lessons)),
  }));

function entry(
  object: string,
  [name, lesson, says, code]: Member,
  lessons: readonly OpenLesson[],
): ApiMember {
  const use = useOf(name);
  const taught = taughtIn(lessons, lesson, (section) => section.code.some((one) => use.test(one)));
  return { id: `${object}-${anchorOf(name)}`, name, says, code, taught };
}

/** 'on("disconnect")' is "on-disconnect", "to(room)" is "to". */
const anchorOf = (name: string): string =>
  (EVENT.exec(name)?.[0] ?? name.replace(/\(.*$/, ""))
    .replace(/[^\w]+/g, " ")
    .trim()
    .replace(/ /g, "-");

const EVENT = /^[\w.]*on\("[\w-]+"/;

/** What code looks like that uses it: an event by its name, a method called, anything else after a dot. */
function useOf(name: string): RegExp {
  const event = /on\("([\w-]+)"/.exec(name)?.[1];
  if (event !== undefined) return new RegExp(`["'\`]${event}["'\`]|^${event}$`);
  const [bare = ""] = name.split("(");
  const whole = bare.replaceAll(".", String.raw`\.`);
  return name.includes("(")
    ? new RegExp(String.raw`(?<!\w)${whole}\(|^${whole}$`)
    : new RegExp(String.raw`\.${whole}\b|^${whole}$`);
}
