// What holds in one option: its own input or assumption where it has one, else the base's; and who is where at a
// level. The calculation, the screen and the comparison all ask here, so inheritance has one meaning.

import type { Scalar } from "../engine/values/value.ts";
import { practiceIndex } from "./lookups.ts";
import {
  type ColumnId,
  type Group,
  type GroupId,
  type LevelId,
  type Option,
  type Plan,
  UNASSIGNED,
} from "./plan.ts";
import { groupsOfLevel } from "./tables.ts";

/** The base's own value of an input, `undefined` when the row has none; a practice's blank is null. */
export function baseInput(plan: Plan, columnId: ColumnId, rowKey: string): Scalar | undefined {
  const values = plan.practiceInputs[columnId];
  if (values !== undefined) {
    const index = practiceIndex(plan).get(rowKey);
    return index === undefined ? undefined : values[index];
  }
  const keyed = plan.keyedInputs[columnId];
  return keyed !== undefined && Object.hasOwn(keyed, rowKey) ? keyed[rowKey] : undefined;
}

/** Whether the option has an input or an override of its own there (even one that equals the base's). */
export function isOverridden(columnId: ColumnId, rowKey: string, option: Option): boolean {
  const own = option.inputOverrides[columnId];
  return own !== undefined && Object.hasOwn(own, rowKey);
}

/** The value of an input that counts in the option; null is blank. */
export function effectiveInput(plan: Plan, columnId: ColumnId, rowKey: string, option: Option): Scalar {
  if (isOverridden(columnId, rowKey, option)) return option.inputOverrides[columnId]?.[rowKey] ?? null;
  return baseInput(plan, columnId, rowKey) ?? null;
}

/**
 * What stands in a cell of a formula column instead of the formula's result, in the option: the option's own override,
 * else the base's; null for a blank, `undefined` where the formula counts.
 */
export function formulaOverride(
  plan: Plan,
  columnId: ColumnId,
  rowKey: string,
  option: Option,
): Scalar | undefined {
  if (isOverridden(columnId, rowKey, option)) return option.inputOverrides[columnId]?.[rowKey] ?? null;
  return baseInput(plan, columnId, rowKey);
}

/** Whether the option has its own value of the assumption (`name` exactly as the plan has it). */
export function isAssumptionOverridden(name: string, option: Option): boolean {
  return Object.hasOwn(option.assumptionOverrides, name);
}

/** The value of an assumption that counts in the option; `undefined` when the plan has no such assumption. */
export function effectiveAssumption(plan: Plan, name: string, option: Option): Scalar | undefined {
  if (isAssumptionOverridden(name, option)) return option.assumptionOverrides[name];
  return plan.assumptions.find((each) => each.name === name)?.value;
}

/** For every group of the option: its own id or its ancestor's at the level, null where there is none. */
export function ancestorsAtLevel(option: Option, levelId: LevelId): ReadonlyMap<GroupId, GroupId | null> {
  const byId = new Map(option.groups.map((group) => [group.id, group]));
  const ancestors = new Map<GroupId, GroupId | null>();
  for (const group of option.groups) {
    let at: Group | undefined = group;
    while (at !== undefined && at.levelId !== levelId)
      at = at.parentId === null ? undefined : byId.get(at.parentId);
    ancestors.set(group.id, at?.id ?? null);
  }
  return ancestors;
}

/** For each practice: its row in the level's table of the option, 0 for Unassigned, then groups in table order. */
export function memberGroupIndex(option: Option, levelId: LevelId): Int32Array {
  const rows = new Map(groupsOfLevel(option, levelId).map((group, index) => [group.id, index + 1]));
  const rowOf = new Map<GroupId, number>();
  for (const [id, ancestor] of ancestorsAtLevel(option, levelId))
    rowOf.set(id, ancestor === null ? 0 : (rows.get(ancestor) ?? 0));
  return Int32Array.from(option.membership, (id) => (id === null ? 0 : (rowOf.get(id) ?? 0)));
}

/**
 * Indices of the practices in each group of a level, in table order: Unassigned first, then every group, the
 * empty ones too. Every practice is in exactly one of them.
 */
export function practicesByGroup(
  option: Option,
  levelId: LevelId,
): ReadonlyMap<GroupId | typeof UNASSIGNED, readonly number[]> {
  const rows: number[][] = [[], ...groupsOfLevel(option, levelId).map(() => [])];
  memberGroupIndex(option, levelId).forEach((row, index) => {
    rows[row]?.push(index);
  });
  const keys = [UNASSIGNED, ...groupsOfLevel(option, levelId).map((group) => group.id)];
  return new Map(keys.map((key, row) => [key, rows[row] ?? []]));
}

/** Whether the results of the last simulation are no longer those of the plan, whose inputs have this fingerprint now. */
export function simulationIsStale(plan: Plan, fingerprint: string): boolean {
  return plan.simulation !== null && plan.simulation.fingerprint !== fingerprint;
}
