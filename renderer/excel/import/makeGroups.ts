// Makes groups with parents out of the group columns of a file. A row names its group at each level, lowest first;
// a blank means none, and the practice then belongs to its next higher group directly.
//
// What must stay true: a group has one parent. Where the rows of one name lie under several, it becomes several
// groups, `Name (Parent)` each, and a problem names them; rows without any higher group keep the plain `Name`.
// Every row ends in exactly one group or in none.

import type { Problem } from "../../plan/problem.ts";
import { safeGroupName, UniqueNames } from "./groupNames.ts";
import { counted, firstOf } from "./problemList.ts";

export interface GroupRow {
  /** Group name at each level, lowest first; "" for none. */
  readonly names: readonly string[];
}

export interface MadeGroup {
  readonly level: string;
  readonly name: string;
  /** Index into the list of groups, or null. */
  readonly parent: number | null;
}

export interface MadeLevel {
  readonly name: string;
  readonly groups: number;
  /** Rows that have no group at this level. */
  readonly without: number;
}

export interface MadeGroups {
  /** Lowest first: the order given, unless that was upside down. */
  readonly levels: readonly MadeLevel[];
  /** Highest level first, so a parent stands before its children. */
  readonly groups: readonly MadeGroup[];
  /** For each row: index into `groups`, or null. */
  readonly membership: readonly (number | null)[];
  readonly problems: readonly Problem[];
}

/** Groups of all levels, lowest level first in `levels` and in each row's names. */
export function makeGroups(
  levels: readonly string[],
  rows: readonly GroupRow[],
  fileName: string,
): MadeGroups {
  const problems: Problem[] = [];
  const order = nestingOrder(levels, rows);
  if (order.some((level, at) => level !== at)) problems.push(reordered(levels, order, fileName));
  const builder = new GroupBuilder(levels, fileName, problems);
  let above: readonly (number | null)[] = rows.map(() => null);
  for (const level of [...order].reverse()) above = builder.addLevel(level, rows, above);
  const made = order.map((level) => {
    const name = levels[level] ?? "";
    const without = rows.filter((row) => (row.names[level] ?? "") === "").length;
    return { name, groups: builder.groups.filter((group) => group.level === name).length, without };
  });
  return { levels: made, groups: builder.groups, membership: above, problems };
}

class GroupBuilder {
  readonly groups: MadeGroup[] = [];
  private readonly levels: readonly string[];
  private readonly fileName: string;
  private readonly problems: Problem[];

  constructor(levels: readonly string[], fileName: string, problems: Problem[]) {
    this.levels = levels;
    this.fileName = fileName;
    this.problems = problems;
  }

  /** Adds the groups of one level; gives for each row its group there, or the one it had above. */
  addLevel(
    level: number,
    rows: readonly GroupRow[],
    above: readonly (number | null)[],
  ): readonly (number | null)[] {
    const name = this.levels[level] ?? "";
    // One entry per name without regard to case, as Excel compares; the first spelling is kept.
    const found = new Map<string, { readonly name: string; readonly parents: Set<number | null> }>();
    for (const [at, row] of rows.entries()) {
      const text = row.names[level] ?? "";
      if (text === "") continue;
      const entry = found.get(text.toLowerCase()) ?? { name: text, parents: new Set() };
      entry.parents.add(above[at] ?? null);
      found.set(text.toLowerCase(), entry);
    }
    const ids = this.makeNames(name, [...found]);
    return rows.map((row, at) => {
      const text = (row.names[level] ?? "").toLowerCase();
      const parent = above[at] ?? null;
      return text === "" ? parent : (ids.get(keyOf(text, parent)) ?? null);
    });
  }

  private makeNames(
    level: string,
    found: readonly (readonly [
      string,
      { readonly name: string; readonly parents: ReadonlySet<number | null> },
    ])[],
  ): ReadonlyMap<string, number> {
    const unique = new UniqueNames();
    const ids = new Map<string, number>();
    const changed: string[] = [];
    const split: string[] = [];
    for (const [key, entry] of found) {
      const base = safeGroupName(entry.name);
      if (base !== entry.name) changed.push(`"${entry.name}" became "${base}"`);
      const names: string[] = [];
      for (const parent of entry.parents) {
        const parentName = parent === null ? null : (this.groups[parent]?.name ?? null);
        const own = entry.parents.size > 1 && parentName !== null ? `${base} (${parentName})` : base;
        const name = unique.take(own);
        names.push(name);
        ids.set(keyOf(key, parent), this.groups.length);
        this.groups.push({ level, name, parent });
      }
      if (names.length > 1) split.push(names.join(" and "));
    }
    this.reportNames(level, changed, split);
    return ids;
  }

  private reportNames(level: string, changed: readonly string[], split: readonly string[]): void {
    const where = { file: this.fileName, column: level };
    if (changed.length > 0) {
      this.problems.push({
        code: "group-name-changed",
        severity: "warning",
        message: `Excel would misread ${counted(changed.length, "group name")} of ${level} in its totals (*, ?, ~, or =, <, > in front), so: ${firstOf(changed)}.`,
        where,
        rows: changed.length,
      });
    }
    if (split.length > 0) {
      this.problems.push({
        code: "group-under-two-parents",
        severity: "warning",
        message: `${counted(split.length, "group")} of ${level} ${split.length === 1 ? "lies" : "lie"} under more than one parent, so each became several: ${firstOf(split)}.`,
        remedy: "Merge them or move their practices if they are one group in your plan.",
        where,
        rows: split.length,
      });
    }
  }
}

function keyOf(name: string, parent: number | null): string {
  return `${parent ?? "none"}\n${name}`;
}

/**
 * The order in which the levels nest. For two neighbours, the one whose groups lie under fewer of the other's is
 * the lower one; a draw leaves the order as given. Bubble sort: there are two to four levels.
 */
function nestingOrder(levels: readonly string[], rows: readonly GroupRow[]): readonly number[] {
  const order = levels.map((_, at) => at);
  for (let pass = 0; pass < order.length; pass += 1) {
    for (let at = 0; at + 1 < order.length; at += 1) {
      const lower = order[at] ?? 0;
      const upper = order[at + 1] ?? 0;
      if (!isUpsideDown(rows, lower, upper)) continue;
      order[at] = upper;
      order[at + 1] = lower;
    }
  }
  return order;
}

/** Upside down: the lower level has fewer groups, and most of them hold several groups of the upper one. */
function isUpsideDown(rows: readonly GroupRow[], lower: number, upper: number): boolean {
  const down = new Map<string, Set<string>>();
  const up = new Map<string, Set<string>>();
  for (const row of rows) {
    const low = (row.names[lower] ?? "").toLowerCase();
    const high = (row.names[upper] ?? "").toLowerCase();
    if (low === "" || high === "") continue;
    down.set(low, (down.get(low) ?? new Set()).add(high));
    up.set(high, (up.get(high) ?? new Set()).add(low));
  }
  return down.size < up.size && straddlers(down) / down.size > straddlers(up) / up.size;
}

function straddlers(groups: ReadonlyMap<string, ReadonlySet<string>>): number {
  return [...groups.values()].filter((others) => others.size > 1).length;
}

function reordered(levels: readonly string[], order: readonly number[], fileName: string): Problem {
  const names = order.map((at) => levels[at] ?? "");
  return {
    code: "levels-reordered",
    severity: "warning",
    message: `The levels were given upside down: in ${fileName} they nest as ${names.join(", then ")}, lowest first, and were made so.`,
    remedy: "Name the level of the smallest groups first.",
    where: { file: fileName },
  };
}
