// Commands on levels: the kinds of groups, lowest first.
//
// What must stay true: a level brings a table, a membership column in Practices and an ancestor column in every
// lower level's table, so its names may clash with none of them; renaming rewrites the formulas that use any of
// these; a level that formulas of other tables use is not removed.

import { withKey } from "../applyChanges.ts";
import { requireLevel } from "../lookups.ts";
import { checkLevelNames, pluralOf } from "../nameRules.ts";
import { uniqueId } from "../names.ts";
import { type GroupId, type Level, type Plan, PRACTICES_TABLE } from "../plan.ts";
import { done, type Result } from "../problem.ts";
import { groupsOfLevel } from "../tables.ts";
import { withoutColumnValues } from "./columns.ts";
import type { Command } from "./command.ts";
import { refuseIfUsed, withFormulasRewritten } from "./formulas.ts";
import { type Outcome, outcome, partsChange } from "./outcome.ts";
import { withoutGroups } from "./regroup.ts";

type Named<T extends Command["type"]> = Extract<Command, { type: T }>;

/** The plan with a new level at a place among its levels (0 is the lowest). */
export function withLevel(
  plan: Plan,
  given: { readonly name: string; readonly plural?: string | undefined },
  at: number,
): Result<Plan> {
  const plural = given.plural ?? pluralOf(given.name.trim());
  const names = checkLevelNames(plan, { name: given.name, plural }, null);
  if (!names.ok) return names;
  const id = uniqueId(new Set(plan.levels.map((level) => level.id)), names.value.name);
  return done({
    ...plan,
    levels: plan.levels.toSpliced(at, 0, { id, ...names.value }),
    levelColumns: { ...plan.levelColumns, [id]: [] },
  });
}

export function addLevel(plan: Plan, command: Named<"addLevel">): Result<Outcome> {
  let at = plan.levels.length;
  if (command.below !== undefined) {
    const above = requireLevel(plan, command.below);
    if (!above.ok) return above;
    at = plan.levels.indexOf(above.value);
  }
  const next = withLevel(plan, command, at);
  if (!next.ok) return next;
  return outcome(`Add the level ${command.name.trim()}`, partsChange(plan, next.value));
}

export function renameLevel(plan: Plan, command: Named<"renameLevel">): Result<Outcome> {
  const found = requireLevel(plan, command.level);
  if (!found.ok) return found;
  const old = found.value;
  const plural = command.newPlural ?? pluralOf(command.newName.trim());
  const names = checkLevelNames(plan, { name: command.newName, plural }, old.id);
  if (!names.ok) return names;
  const level: Level = { id: old.id, ...names.value };
  const label = `Rename the level ${old.name} to ${level.name}`;
  if (level.name === old.name && level.plural === old.plural && level.tableName === old.tableName)
    return outcome(label, []);
  const next = { ...plan, levels: plan.levels.map((each) => (each === old ? level : each)) };
  const lower = plan.levels.slice(0, plan.levels.indexOf(old));
  const tables = [PRACTICES_TABLE, ...lower.map((each) => each.tableName), old.tableName];
  const renamed = withFormulasRewritten(plan, next, {
    columns: tables.map((table) => ({ table, from: old.name, to: level.name })),
    tables: [[old.tableName, level.tableName]],
  });
  return renamed.ok ? outcome(label, partsChange(plan, renamed.value)) : renamed;
}

export function removeLevel(plan: Plan, command: Named<"removeLevel">): Result<Outcome> {
  const found = requireLevel(plan, command.level);
  if (!found.ok) return found;
  const level = found.value;
  const options = plan.options.map((option) => {
    const groups = groupsOfLevel(option, level.id);
    if (groups.length === 0) return option;
    return withoutGroups(
      option,
      new Map<GroupId, GroupId | null>(groups.map((each) => [each.id, each.parentId])),
    );
  });
  let next: Plan = {
    ...plan,
    levels: plan.levels.filter((each) => each !== level),
    levelColumns: withKey(plan.levelColumns, level.id, undefined),
    options: options.every((option, at) => option === plan.options[at]) ? plan.options : options,
  };
  for (const column of plan.levelColumns[level.id] ?? []) next = withoutColumnValues(next, column.id);
  const used = refuseIfUsed(plan, next, `the level ${level.name}`);
  if (!used.ok) return used;
  return outcome(`Remove the level ${level.name}`, partsChange(plan, next));
}
