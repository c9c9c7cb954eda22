// Commands on groups and on who belongs to them, within one option (the base when none is named).
//
// What must stay true: a practice belongs to at most one group of the option, a parent is of a higher level, and
// nobody is lost when a group goes.

import { ancestorsAtLevel } from "../effective.ts";
import {
  baseOption,
  requireGroup,
  requireLevel,
  requireOption,
  requireParent,
  requirePractice,
} from "../lookups.ts";
import { checkGroupName, groupKey } from "../nameRules.ts";
import { isSameName, uniqueId } from "../names.ts";
import { type Group, type GroupId, type Level, type Option, type Plan, UNASSIGNED } from "../plan.ts";
import { done, failed, type Result } from "../problem.ts";
import { groupsOfLevel } from "../tables.ts";
import type { Command } from "./command.ts";
import { counted, type Outcome, outcome, partsChange } from "./outcome.ts";
import { lostValues, withOptionReplaced, withoutGroups, withoutLostRows } from "./regroup.ts";

type Named<T extends Command["type"]> = Extract<Command, { type: T }>;

interface Place {
  readonly option: Option;
  readonly level: Level;
}

function requirePlace(plan: Plan, option: string | undefined, level: string): Result<Place> {
  const foundOption = requireOption(plan, option);
  if (!foundOption.ok) return foundOption;
  const foundLevel = requireLevel(plan, level);
  return foundLevel.ok ? done({ option: foundOption.value, level: foundLevel.value }) : foundLevel;
}

function requireGroupPlace(
  plan: Plan,
  option: string | undefined,
  level: string,
  group: string,
): Result<Place & { readonly group: Group }> {
  const place = requirePlace(plan, option, level);
  if (!place.ok) return place;
  const found = requireGroup(place.value.option, place.value.level, group);
  return found.ok ? done({ ...place.value, group: found.value }) : found;
}

/** ` in One CCG`, or nothing for the base. */
function inOption(plan: Plan, option: Option): string {
  return option === baseOption(plan) ? "" : ` in ${option.name}`;
}

function newGroupName(place: Place, given: string, except: Group | null): Result<string> {
  const name = checkGroupName(given);
  if (!name.ok) return name;
  const clash = groupsOfLevel(place.option, place.level.id).find(
    (each) => groupKey(each.name) === groupKey(name.value),
  );
  if (clash === undefined || clash === except) return name;
  return failed(
    "duplicate-group",
    `"${place.option.name}" has a ${place.level.name} called "${clash.name}" already.`,
    {
      remedy: "Choose another name, or merge the two groups.",
      where: { subject: clash.name },
    },
  );
}

/** Ids of the groups of all options: an id stands for one group wherever it is. */
export function groupIds(plan: Plan): Set<GroupId> {
  return new Set(plan.options.flatMap((option) => option.groups.map((group) => group.id)));
}

export function addGroup(plan: Plan, command: Named<"addGroup">): Result<Outcome> {
  const place = requirePlace(plan, command.option, command.level);
  if (!place.ok) return place;
  const { option, level } = place.value;
  const name = newGroupName(place.value, command.name, null);
  if (!name.ok) return name;
  let parentId: GroupId | null = null;
  if (command.parent !== undefined) {
    const parent = requireParent(plan, option, level, command.parent, command.parentLevel);
    if (!parent.ok) return parent;
    parentId = parent.value.id;
  }
  const id = uniqueId(groupIds(plan), name.value);
  const groups = [...option.groups, { id, levelId: level.id, name: name.value, parentId }];
  return outcome(
    `Add the ${level.name} ${name.value}${inOption(plan, option)}`,
    partsChange(plan, withOptionReplaced(plan, { ...option, groups })),
  );
}

/** The change of one group of an option. */
function groupReplaced(plan: Plan, option: Option, old: Group, group: Group) {
  const groups = option.groups.map((each) => (each === old ? group : each));
  return partsChange(plan, withOptionReplaced(plan, { ...option, groups }));
}

export function renameGroup(plan: Plan, command: Named<"renameGroup">): Result<Outcome> {
  const place = requireGroupPlace(plan, command.option, command.level, command.group);
  if (!place.ok) return place;
  const { option, group } = place.value;
  const name = newGroupName(place.value, command.newName, group);
  if (!name.ok) return name;
  const label = `Rename ${group.name} to ${name.value}${inOption(plan, option)}`;
  if (name.value === group.name) return outcome(label, []);
  return outcome(label, groupReplaced(plan, option, group, { ...group, name: name.value }));
}

export function setParent(plan: Plan, command: Named<"setParent">): Result<Outcome> {
  const place = requireGroupPlace(plan, command.option, command.level, command.group);
  if (!place.ok) return place;
  const { option, level, group } = place.value;
  const parent =
    command.parent === null
      ? done(null)
      : requireParent(plan, option, level, command.parent, command.parentLevel);
  if (!parent.ok) return parent;
  const parentId = parent.value?.id ?? null;
  const label =
    parent.value === null
      ? `Take ${group.name} out of its parent${inOption(plan, option)}`
      : `Put ${group.name} under ${parent.value.name}${inOption(plan, option)}`;
  if (parentId === group.parentId) return outcome(label, []);
  return outcome(label, groupReplaced(plan, option, group, { ...group, parentId }));
}

export function removeGroup(plan: Plan, command: Named<"removeGroup">): Result<Outcome> {
  const place = requireGroupPlace(plan, command.option, command.level, command.group);
  if (!place.ok) return place;
  const { option, level, group } = place.value;
  const without = withoutGroups(option, new Map([[group.id, group.parentId]]));
  const next = withoutLostRows(withOptionReplaced(plan, without));
  return outcome(
    `Remove the ${level.name} ${group.name}${inOption(plan, option)}`,
    partsChange(plan, next.plan),
    lostValues(next.lost),
  );
}

export function mergeGroups(plan: Plan, command: Named<"mergeGroups">): Result<Outcome> {
  const place = requireGroupPlace(plan, command.option, command.level, command.into);
  if (!place.ok) return place;
  const { option, level, group: into } = place.value;
  const replacements = new Map<GroupId, GroupId>();
  for (const name of command.groups) {
    const group = requireGroup(option, level, name);
    if (!group.ok) return group;
    if (group.value !== into) replacements.set(group.value.id, into.id);
  }
  const label = `Merge ${counted(replacements.size, level.name, level.plural)} into ${into.name}${inOption(plan, option)}`;
  if (replacements.size === 0) return outcome(label, []);
  const next = withoutLostRows(withOptionReplaced(plan, withoutGroups(option, replacements)));
  return outcome(label, partsChange(plan, next.plan), lostValues(next.lost));
}

/**
 * Where practices go: a group, or out of groups. Without a level: out of every group. To Unassigned of a level: out of
 * that level and those below it, so a practice keeps the higher group it is in.
 */
function destination(
  plan: Plan,
  option: Option,
  command: Named<"movePractices">,
): Result<{ readonly name: string; readonly of: (current: GroupId | null) => GroupId | null }> {
  const isOut = command.group === null || isSameName(command.group, UNASSIGNED);
  if (command.level === null)
    return isOut
      ? done({ name: UNASSIGNED, of: () => null })
      : failed("level-missing", `Which level is the group "${command.group}" of?`, {
          remedy: "Name the level as well.",
          where: { subject: command.group ?? "" },
        });
  const level = requireLevel(plan, command.level);
  if (!level.ok) return level;
  if (command.group !== null && !isOut) {
    const group = requireGroup(option, level.value, command.group);
    return group.ok ? done({ name: group.value.name, of: () => group.value.id }) : group;
  }
  const higher = plan.levels.slice(plan.levels.indexOf(level.value) + 1);
  const ancestors = higher.map((each) => ancestorsAtLevel(option, each.id));
  const of = (current: GroupId | null) => {
    if (current === null) return null;
    for (const each of ancestors) {
      const ancestor = each.get(current) ?? null;
      if (ancestor !== null) return ancestor;
    }
    return null;
  };
  return done({ name: `no ${level.value.name}`, of });
}

export function movePractices(plan: Plan, command: Named<"movePractices">): Result<Outcome> {
  const option = requireOption(plan, command.option);
  if (!option.ok) return option;
  const to = destination(plan, option.value, command);
  if (!to.ok) return to;
  const indices = new Set<number>();
  for (const code of command.practices) {
    const index = requirePractice(plan, code);
    if (!index.ok) return index;
    indices.add(index.value);
  }
  const moves = [...indices].flatMap((index) => {
    const before = option.value.membership[index] ?? null;
    const after = to.value.of(before);
    return before === after ? [] : [{ index, before, after }];
  });
  const [only] = indices;
  const who =
    indices.size === 1 && only !== undefined
      ? (plan.practices[only] ?? "")
      : counted(indices.size, "practice");
  const label = `Move ${who} to ${to.value.name}${inOption(plan, option.value)}`;
  return outcome(label, moves.length === 0 ? [] : [{ kind: "membership", optionId: option.value.id, moves }]);
}
