// What is different between two options of a plan: which practices are grouped otherwise, which groups changed, and
// how far the measures of the Options table lie apart. Apart from the screen, because the command line, the
// workbook's comparison and the board pack state the same differences.
//
// What must stay true: a difference is a finite number or a stated reason why there is none, never NaN; a group that
// was only renamed does not move its practices; nothing here calculates a figure, all are read from `CalculatedPlan`.

import type { Value } from "../engine/values/value.ts";
import type { CalculatedPlan } from "./calculation.ts";
import { ancestorsAtLevel } from "./effective.ts";
import { nameKey } from "./names.ts";
import {
  type Group,
  type GroupId,
  type Level,
  type LevelId,
  LIST_SIZE,
  OPTIONS_TABLE,
  type Option,
  type OptionId,
  type Plan,
  PRACTICE_NAME,
  PRACTICES_TABLE,
  UNASSIGNED,
} from "./plan.ts";
import { optionsTable } from "./tables.ts";

/** How a value differs from another. */
export type Difference =
  | { readonly kind: "same" }
  | {
      readonly kind: "number";
      /** value - base, in the measure's own unit. */
      readonly absolute: number;
      /** The difference as a share of the size of the base (0.1 = 10 % more); null when the base is 0. */
      readonly relative: number | null;
    }
  /** One of them is blank, a text, a truth value or an error, so there is no number between them. */
  | { readonly kind: "other" };

export interface MeasureValue {
  readonly optionId: OptionId;
  readonly value: Value;
  /** Against the base option; `same` for the base itself. */
  readonly difference: Difference;
}

export interface Measure {
  readonly name: string;
  readonly role: "input" | "formula";
  readonly format: string;
  readonly note: string;
  /** One per option, in the plan's order. */
  readonly values: readonly MeasureValue[];
}

export interface LevelMove {
  readonly levelId: LevelId;
  readonly levelName: string;
  /** Group names, `Unassigned` for none. */
  readonly from: string;
  readonly to: string;
}

export interface MovedPractice {
  readonly code: string;
  readonly name: string;
  /** List size in the option that is compared; null when it is not a number. */
  readonly patients: number | null;
  /** Lowest level first; only the levels at which it is grouped otherwise. */
  readonly levels: readonly LevelMove[];
}

export interface GroupSize {
  readonly practices: number;
  readonly patients: number;
}

/** A group that is not the same in both options. */
export interface GroupDifference {
  readonly levelId: LevelId;
  /** Its name in the base and in the compared option; null where it does not exist. */
  readonly baseName: string | null;
  readonly name: string | null;
  readonly baseParent: string | null;
  readonly parent: string | null;
  /** It is in both options, under parents that are not the same group. */
  readonly hasOtherParent: boolean;
  readonly baseSize: GroupSize;
  readonly size: GroupSize;
}

export interface OptionComparison {
  readonly moved: readonly MovedPractice[];
  /** Unassigned and the groups that are new, gone, renamed, elsewhere or of another size; by level, lowest first. */
  readonly groups: readonly GroupDifference[];
}

/** The difference of two values; numbers only have one, and it is always finite. */
export function difference(value: Value, base: Value): Difference {
  if (value === base) return { kind: "same" };
  if (typeof value !== "number" || typeof base !== "number") return { kind: "other" };
  const absolute = value - base;
  if (!Number.isFinite(absolute)) return { kind: "other" };
  const relative = base === 0 ? null : absolute / Math.abs(base);
  return {
    kind: "number",
    absolute,
    relative: relative !== null && Number.isFinite(relative) ? relative : null,
  };
}

/** Every measure of the Options table in every option, with its difference from the base (the first option). */
export function compareMeasures(plan: Plan, figures: CalculatedPlan): readonly Measure[] {
  const tables = plan.options.map((option) => figures.table(OPTIONS_TABLE, option.id));
  return optionsTable(plan).columns.flatMap((column): readonly Measure[] => {
    if (column.role !== "input" && column.role !== "formula") return [];
    const values = tables.map((table, row) => table.value(row, column.name));
    const base = values[0] ?? null;
    return [
      {
        name: column.name,
        role: column.role,
        format: column.format,
        note: column.column.note,
        values: plan.options.map((option, row) => {
          const value = values[row] ?? null;
          return { optionId: option.id, value, difference: difference(value, base) };
        }),
      },
    ];
  });
}

/** How `option` groups the practices otherwise than `base`. Both are options of the plan. */
export function compareOptions(
  plan: Plan,
  figures: CalculatedPlan,
  base: Option,
  option: Option,
): OptionComparison {
  const partners = pairGroups(base, option);
  const sides = {
    base: side(plan, figures, base),
    option: side(plan, figures, option),
  };
  return {
    moved: movedPractices(plan, figures, sides, partners),
    groups: plan.levels.flatMap((level) => changedGroups(level, sides, partners)),
  };
}

interface Side {
  readonly option: Option;
  readonly byId: ReadonlyMap<GroupId, Group>;
  /** Level id -> for each practice, by index, the group it is in at that level, or null. */
  readonly groupAt: ReadonlyMap<LevelId, readonly (GroupId | null)[]>;
  /** List size of each practice, by index; null when it is not a number. */
  readonly patients: readonly (number | null)[];
}

function side(plan: Plan, figures: CalculatedPlan, option: Option): Side {
  const byId = new Map(option.groups.map((group) => [group.id, group]));
  const groupAt = new Map(
    plan.levels.map((level) => {
      const ancestors = ancestorsAtLevel(option, level.id);
      return [level.id, option.membership.map((id) => (id === null ? null : (ancestors.get(id) ?? null)))];
    }),
  );
  return { option, byId, groupAt, patients: practicePatients(plan, figures, option.id) };
}

/** List sizes of all practices in an option, in the plan's order; null where there is no number. */
export function practicePatients(
  plan: Plan,
  figures: CalculatedPlan,
  optionId: OptionId,
): readonly (number | null)[] {
  if (!plan.practiceColumns.some((column) => column.name === LIST_SIZE))
    return plan.practices.map(() => null);
  const table = figures.table(PRACTICES_TABLE, optionId);
  return plan.practices.map((_, row) => {
    const value = table.value(row, LIST_SIZE);
    return typeof value === "number" ? value : null;
  });
}

/** Base group id -> id of the same group in the other option: the same id, else the same name at the same level. */
function pairGroups(base: Option, option: Option): ReadonlyMap<GroupId, GroupId> {
  const partners = new Map<GroupId, GroupId>();
  const taken = new Set<GroupId>();
  const byId = new Map(option.groups.map((group) => [group.id, group]));
  for (const group of base.groups) {
    if (byId.get(group.id)?.levelId !== group.levelId) continue;
    partners.set(group.id, group.id);
    taken.add(group.id);
  }
  const key = (group: Group) => `${group.levelId}\n${nameKey(group.name)}`;
  const byName = new Map(
    option.groups.filter((group) => !taken.has(group.id)).map((group) => [key(group), group.id]),
  );
  for (const group of base.groups) {
    const partner = partners.has(group.id) ? undefined : byName.get(key(group));
    if (partner !== undefined) partners.set(group.id, partner);
  }
  return partners;
}

/** The same group in the other option; undefined, so equal to nothing there, when it is gone. */
function partnerOf(partners: ReadonlyMap<GroupId, GroupId>, id: GroupId | null): GroupId | null | undefined {
  return id === null ? null : partners.get(id);
}

interface Sides {
  readonly base: Side;
  readonly option: Side;
}

function movedPractices(
  plan: Plan,
  figures: CalculatedPlan,
  sides: Sides,
  partners: ReadonlyMap<GroupId, GroupId>,
): readonly MovedPractice[] {
  const named = plan.practiceColumns.some((column) => column.name === PRACTICE_NAME);
  const practices = figures.table(PRACTICES_TABLE, sides.option.option.id);
  const nameOf = (where: Side, id: GroupId | null) =>
    id === null ? UNASSIGNED : (where.byId.get(id)?.name ?? UNASSIGNED);
  const moved: MovedPractice[] = [];
  for (const [index, code] of plan.practices.entries()) {
    const levels: LevelMove[] = [];
    for (const level of plan.levels) {
      const from = sides.base.groupAt.get(level.id)?.[index] ?? null;
      const to = sides.option.groupAt.get(level.id)?.[index] ?? null;
      if (partnerOf(partners, from) === to) continue;
      levels.push({
        levelId: level.id,
        levelName: level.name,
        from: nameOf(sides.base, from),
        to: nameOf(sides.option, to),
      });
    }
    if (levels.length === 0) continue;
    const name = named ? practices.value(index, PRACTICE_NAME) : null;
    moved.push({
      code,
      name: typeof name === "string" ? name : "",
      patients: sides.option.patients[index] ?? null,
      levels,
    });
  }
  return moved;
}

/** Practices and patients of each group of a level; the key null stands for Unassigned. */
function sizesAt(where: Side, levelId: LevelId): ReadonlyMap<GroupId | null, GroupSize> {
  const sizes = new Map<GroupId | null, { practices: number; patients: number }>();
  for (const [index, id] of (where.groupAt.get(levelId) ?? []).entries()) {
    const size = sizes.get(id) ?? { practices: 0, patients: 0 };
    size.practices += 1;
    size.patients += where.patients[index] ?? 0;
    sizes.set(id, size);
  }
  return sizes;
}

/** Practices and patients of every group of an option, those of its child groups included; empty groups are absent. */
export function groupSizes(
  plan: Plan,
  figures: CalculatedPlan,
  option: Option,
): ReadonlyMap<GroupId, GroupSize> {
  const where = side(plan, figures, option);
  const sizes = new Map<GroupId, GroupSize>();
  for (const level of plan.levels)
    for (const [id, size] of sizesAt(where, level.id)) if (id !== null) sizes.set(id, size);
  return sizes;
}

const NOBODY: GroupSize = { practices: 0, patients: 0 };

function changedGroups(
  level: Level,
  sides: Sides,
  partners: ReadonlyMap<GroupId, GroupId>,
): readonly GroupDifference[] {
  const baseSizes = sizesAt(sides.base, level.id);
  const sizes = sizesAt(sides.option, level.id);
  const entry = (from: Group | null, to: Group | null): GroupDifference => ({
    levelId: level.id,
    baseName: from?.name ?? null,
    name: to?.name ?? null,
    baseParent: parentName(sides.base, from),
    parent: parentName(sides.option, to),
    hasOtherParent: from !== null && to !== null && partnerOf(partners, from.parentId) !== to.parentId,
    baseSize: from === null ? NOBODY : (baseSizes.get(from.id) ?? NOBODY),
    size: to === null ? NOBODY : (sizes.get(to.id) ?? NOBODY),
  });
  const pairs: GroupDifference[] = [
    {
      levelId: level.id,
      baseName: UNASSIGNED,
      name: UNASSIGNED,
      baseParent: null,
      parent: null,
      hasOtherParent: false,
      baseSize: baseSizes.get(null) ?? NOBODY,
      size: sizes.get(null) ?? NOBODY,
    },
  ];
  const paired = new Set<GroupId>();
  for (const group of sides.base.option.groups.filter((each) => each.levelId === level.id)) {
    const partner = sides.option.byId.get(partners.get(group.id) ?? "");
    if (partner !== undefined) paired.add(partner.id);
    pairs.push(entry(group, partner ?? null));
  }
  for (const group of sides.option.option.groups)
    if (group.levelId === level.id && !paired.has(group.id)) pairs.push(entry(null, group));
  return pairs.filter(isChanged);
}

function parentName(where: Side, group: Group | null): string | null {
  if (group === null || group.parentId === null) return null;
  return where.byId.get(group.parentId)?.name ?? null;
}

function isChanged(group: GroupDifference): boolean {
  return (
    group.baseName !== group.name ||
    group.hasOtherParent ||
    group.baseSize.practices !== group.size.practices ||
    group.baseSize.patients !== group.size.patients
  );
}
