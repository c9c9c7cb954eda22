// The groups of a file met with the groups of an option: those of the same name are the same group, the others are
// made. Apart from importData.ts because names, parents and their conflicts are a matter of their own.
//
// What must stay true: for a group without practices in the file, a parent the option already gives it is kept and
// the conflict reported (parents of the others follow from their practices: importMembership.ts); a name that
// Excel's SUMIFS would misread is mended and reported; every entry of the file's list leads to a group or to none.

import { requireLevel } from "../lookups.ts";
import { checkGroupName, groupKey } from "../nameRules.ts";
import { isSameName, uniqueId } from "../names.ts";
import { type Group, type GroupId, type Level, type Option, type Plan, UNASSIGNED } from "../plan.ts";
import { done, failed, type Problem, type Result } from "../problem.ts";
import type { ImportData } from "./command.ts";
import { groupIds } from "./groups.ts";
import { counted } from "./outcome.ts";

export interface ImportedGroups {
  /** The option's groups, old ones first. */
  readonly groups: readonly Group[];
  /** For each group of the file: the group it became, or null. */
  readonly ids: readonly (GroupId | null)[];
  readonly problems: readonly Problem[];
}

function warning(code: string, message: string, subject: string, remedy: string): Problem {
  return { code, severity: "warning", message, remedy, where: { subject } };
}

/** A name a group can have: as it is, or without what SUMIFS would misread; null when nothing is left. */
function mendedName(name: string): string | null {
  for (const candidate of [
    name,
    name
      .replace(/[*?~]/g, "-")
      .replace(/[\p{Cc}\p{Cs}]+/gu, " ")
      .replace(/^[\s=<>]+/, "")
      .slice(0, 255),
  ]) {
    const checked = checkGroupName(candidate);
    if (checked.ok) return checked.value;
  }
  return null;
}

/** The levels of the file's groups, and a first look at its parents. */
function levelsOf(plan: Plan, command: ImportData): Result<readonly Level[]> {
  const levels: Level[] = [];
  for (const { level, name } of command.groups) {
    const found = requireLevel(plan, level);
    if (!found.ok) return found;
    levels.push(found.value);
    if (name.trim() === "") return failed("empty-name", `A ${level} of the file has no name.`);
  }
  return done(levels);
}

/** Entries of the file's list that hold its practices, directly or below: importMembership settles their parents. */
function withMembers(command: ImportData): ReadonlySet<number> {
  const held = new Set<number>();
  for (const own of command.membership) {
    for (let at = own ?? null; at !== null && !held.has(at); at = command.groups[at]?.parent ?? null)
      held.add(at);
  }
  return held;
}

export function importGroups(plan: Plan, option: Option, command: ImportData): Result<ImportedGroups> {
  const levels = levelsOf(plan, command);
  if (!levels.ok) return levels;
  const problems: Problem[] = [];
  const taken = groupIds(plan);
  const groups = new Map(option.groups.map((group) => [group.id, group]));
  const key = (levelId: string, name: string) => `${levelId}\n${groupKey(name)}`;
  const byName = new Map(option.groups.map((group) => [key(group.levelId, group.name), group.id]));
  const made = new Set<GroupId>();
  const ids = command.groups.map((given, at) => {
    const level = levels.value[at];
    if (level === undefined || isSameName(given.name, UNASSIGNED)) return null;
    const name = mendedName(given.name);
    if (name === null) {
      problems.push(
        warning(
          "group-left-out",
          `The ${level.name} "${given.name}" cannot be a group's name; its practices are in no ${level.name}.`,
          given.name,
          "Correct the name in the file.",
        ),
      );
      return null;
    }
    if (name !== given.name.trim())
      problems.push(
        warning(
          "group-renamed",
          `The ${level.name} "${given.name}" is called "${name}": Excel's SUMIFS would misread the name.`,
          name,
          "Rename the group when another name is better.",
        ),
      );
    const known = byName.get(key(level.id, name));
    if (known !== undefined) return known;
    const id = uniqueId(taken, name);
    taken.add(id);
    made.add(id);
    byName.set(key(level.id, name), id);
    groups.set(id, { id, levelId: level.id, name, parentId: null });
    return id;
  });
  const order = new Map(plan.levels.map((level, at) => [level.id, at]));
  const settledLater = withMembers(command);
  command.groups.forEach((given, at) => {
    if (settledLater.has(at)) return;
    const id = ids[at];
    const group = id === null || id === undefined ? undefined : groups.get(id);
    const parentId = given.parent === null ? null : (ids[given.parent] ?? null);
    const parent = parentId === null ? undefined : groups.get(parentId);
    if (group === undefined || parent === undefined || group.parentId === parent.id) return;
    if ((order.get(parent.levelId) ?? -1) <= (order.get(group.levelId) ?? 0)) {
      problems.push(
        warning(
          "parent-not-higher",
          `"${group.name}" was not put under "${parent.name}", which is not of a higher level.`,
          group.name,
          "Check the order of the levels.",
        ),
      );
    } else if (group.parentId === null) groups.set(group.id, { ...group, parentId: parent.id });
    else {
      const present = groups.get(group.parentId)?.name ?? "";
      problems.push(
        warning(
          "parent-kept",
          `"${group.name}" stays under "${present}"; the file has it under "${parent.name}".`,
          group.name,
          "Change its parent when the file is right.",
        ),
      );
    }
  });
  if (made.size > 0)
    problems.push({
      code: "groups-added",
      severity: "note",
      message: `${counted(made.size, "group")} added.`,
      rows: made.size,
    });
  const after = [...groups.values()];
  const isSame =
    after.length === option.groups.length && after.every((group, at) => group === option.groups[at]);
  return done({ groups: isSame ? option.groups : after, ids, problems });
}
