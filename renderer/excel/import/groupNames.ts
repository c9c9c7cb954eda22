// Names of groups as Excel can use them. A group's name is the criterion of SUMIFS in the exported workbook, where
// `*`, `?` and `~` are wildcards and a leading `=`, `<` or `>` is a comparison (Microsoft, "SUMIFS function"); such
// names would add up the wrong rows without a word. The plan's own rule (checkGroupName) says which names those
// are; here they are changed on the way in, before groups are told apart, and the user is told.

import { checkGroupName, groupKey } from "../../plan/nameRules.ts";

const LONGEST_NAME = 200;

/** A name the plan and SUMIFS take as it is; equal to the name given when nothing had to change. */
export function safeGroupName(name: string): string {
  if (checkGroupName(name).ok) return name;
  const mended = name
    .replaceAll("*", "\u2217")
    .replaceAll("~", "\u223c")
    .replaceAll("?", "")
    .replace(/[\p{Cc}\p{Cs}]+/gu, " ")
    .replace(/^[=<>\s]+/, "")
    .slice(0, LONGEST_NAME)
    .trim();
  if (checkGroupName(mended).ok) return mended;
  const worded = `${mended} group`.trim();
  return checkGroupName(worded).ok ? worded : "Group";
}

/** Gives out names of groups that SUMIFS can tell apart: `Name`, `Name 2`. */
export class UniqueNames {
  private readonly used = new Set<string>();

  take(name: string): string {
    let free = name;
    for (let count = 2; this.used.has(groupKey(free)); count += 1) free = `${name} ${count}`;
    this.used.add(groupKey(free));
    return free;
  }
}
