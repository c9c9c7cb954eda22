// Who is in a pool: the groups of its level that its row covers, in one option, as one pool or as one for each group of a
// higher level.

import { isSameName, nameKey } from "../../plan/names.ts";
import type { Level, Option, Plan } from "../../plan/plan.ts";
import type { LevelGrouping } from "../simulation/model.ts";
import type { Cells } from "./cells.ts";
import { ALL_GROUPS, POOL } from "./names.ts";

/** One pool with its members: groups of a level, as indexes into the option's groupings. */
export interface Membership {
  readonly name: string;
  readonly level: number;
  readonly groups: readonly number[];
}

/** The pools a row stands for; null when its cells are impossible. Empty when none of its groups is in the option. */
export function membersOf(
  cells: Cells,
  row: number,
  plan: Plan,
  option: Option,
  levels: readonly LevelGrouping[],
): readonly Membership[] | null {
  const level = levelOf(cells, row, POOL.level, plan.levels);
  if (level === null) return null;
  const covered = coveredGroups(cells, row, plan, option, levels, level);
  if (covered === null) return null;
  const name = cells.text(row, POOL.name) || `Pool ${row + 1}`;
  const groups = covered.filter((group) => levels[level]?.groupOf.includes(group));
  if (groups.length === 0) return [];
  const within = cells.text(row, POOL.within);
  if (within === "") return [{ name, level, groups }];
  const higher = levelOf(cells, row, POOL.within, plan.levels);
  if (higher === null) return null;
  if (higher <= level) {
    cells.report(
      row,
      POOL.within,
      `must be a level above ${plan.levels[level]?.name ?? ""}`,
      "Choose a higher level, or leave it empty for one pool.",
      "the pool is left out",
    );
    return null;
  }
  return splitByHigher(name, levels, level, groups, higher);
}

function splitByHigher(
  name: string,
  levels: readonly LevelGrouping[],
  level: number,
  groups: readonly number[],
  higher: number,
): readonly Membership[] {
  const homeOf = homes(levels, level, higher);
  const byHome = new Map<number, number[]>();
  for (const group of groups) {
    const home = homeOf.get(group) ?? -1;
    if (home < 0) continue;
    const known = byHome.get(home);
    if (known === undefined) byHome.set(home, [group]);
    else known.push(group);
  }
  return [...byHome].map(([home, members]) => ({
    name: `${name}: ${levels[higher]?.groupNames[home] ?? ""}`,
    level,
    groups: members,
  }));
}

/** For each group of a level its group at a higher one, by its first practice; groups do not straddle in a plan. */
function homes(levels: readonly LevelGrouping[], level: number, higher: number): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  const upper = levels[higher]?.groupOf;
  for (const [practice, group] of (levels[level]?.groupOf ?? new Int32Array()).entries())
    if (group >= 0 && !found.has(group)) found.set(group, upper?.[practice] ?? -1);
  return found;
}

function levelOf(cells: Cells, row: number, column: string, levels: readonly Level[]): number | null {
  const text = cells.text(row, column);
  const found = levels.findIndex((each) => isSameName(each.name, text) || isSameName(each.plural, text));
  if (found >= 0) return found;
  const what = text === "" ? "is empty" : `"${text}" is no level of the plan`;
  cells.report(
    row,
    column,
    what,
    `Choose one of: ${levels.map((each) => each.name).join(", ")}.`,
    "the pool is left out",
  );
  return null;
}

/** Groups of the pool's level that the row covers; null when a name is no group of any option. */
function coveredGroups(
  cells: Cells,
  row: number,
  plan: Plan,
  option: Option,
  levels: readonly LevelGrouping[],
  level: number,
): readonly number[] | null {
  const text = cells.text(row, POOL.covers);
  const all = levels[level]?.groupNames.map((_, index) => index) ?? [];
  if (text === "" || nameKey(text) === nameKey(ALL_GROUPS) || nameKey(text) === "all") return all;
  // A name may hold a semicolon, so the whole text is looked for first.
  const whole = groupsNamed(text, levels, level);
  const found = new Set(whole ?? []);
  for (const name of whole === null ? text.split(";").map((each) => each.trim()) : []) {
    const groups = groupsNamed(name, levels, level);
    if (groups !== null) for (const group of groups) found.add(group);
    else if (!isGroupSomewhere(plan, option, name)) {
      cells.report(
        row,
        POOL.covers,
        `"${name}" is no group of ${plan.levels[level]?.plural ?? "its level"} or above`,
        `Write "${ALL_GROUPS}", or names of groups with a semicolon between them.`,
        "the pool is left out",
      );
      return null;
    }
  }
  return all.filter((group) => found.has(group));
}

/** The groups of the level with that name, or inside the group of a higher level with it; null when there is none. */
function groupsNamed(
  name: string,
  levels: readonly LevelGrouping[],
  level: number,
): readonly number[] | null {
  for (let at = level; at < levels.length; at++) {
    const group = levels[at]?.groupNames.findIndex((each) => isSameName(each, name)) ?? -1;
    if (group < 0) continue;
    if (at === level) return [group];
    return [...homes(levels, level, at)].filter(([, home]) => home === group).map(([inner]) => inner);
  }
  return null;
}

/** The name is a group of another option: the pool simply does not reach this one. */
function isGroupSomewhere(plan: Plan, option: Option, name: string): boolean {
  return plan.options.some(
    (each) => each !== option && each.groups.some((group) => isSameName(group.name, name)),
  );
}
