// Finding things by the names the user sees: without regard to case, and with a suggestion when there is no such
// name. Every command begins here, so all of them answer a misspelling in the same way.

import { isSameName, nameKey, unknownName } from "./names.ts";
import type { Assumption, Column, ColumnId, Group, Level, Option, Plan } from "./plan.ts";
import { OPTIONS_TABLE, PRACTICES_TABLE, UNASSIGNED } from "./plan.ts";
import { done, failed, type Result } from "./problem.ts";
import { supportingRowFinder } from "./rowNames.ts";
import { findColumn, findTable, groupsOfLevel, type PlanTable, planTables, rowKeys } from "./tables.ts";

/** The base: the first option, from which the others inherit. */
export function baseOption(plan: Plan): Option {
  const base = plan.options[0];
  if (base === undefined) throw new Error("A plan always has an option.");
  return base;
}

const indices = new WeakMap<readonly string[], ReadonlyMap<string, number>>();

/** Place of each row key in a list of them. Kept with the list, which edits of figures share. */
export function rowIndex(rows: readonly string[]): ReadonlyMap<string, number> {
  let index = indices.get(rows);
  if (index === undefined) {
    index = new Map(rows.map((key, at) => [key, at]));
    indices.set(rows, index);
  }
  return index;
}

/** Place of each practice code in `plan.practices`. */
export function practiceIndex(plan: Plan): ReadonlyMap<string, number> {
  return rowIndex(plan.practices);
}

/** How a code is kept: trimmed and upper-cased. */
export function practiceCode(text: string): string {
  return text.trim().toUpperCase();
}

/** The option of that name; the base when no name is given. */
export function requireOption(plan: Plan, name: string | undefined): Result<Option> {
  if (name === undefined) return done(baseOption(plan));
  const option = plan.options.find((each) => isSameName(each.name, name));
  if (option !== undefined) return done(option);
  return {
    ok: false,
    problem: unknownName(
      "unknown-option",
      "option",
      name,
      plan.options.map((each) => each.name),
    ),
  };
}

/** The level of that name (`Place`) or plural (`Places`). */
export function requireLevel(plan: Plan, name: string): Result<Level> {
  const level =
    plan.levels.find((each) => isSameName(each.name, name)) ??
    plan.levels.find((each) => isSameName(each.plural, name) || isSameName(each.tableName, name));
  if (level !== undefined) return done(level);
  return {
    ok: false,
    problem: unknownName(
      "unknown-level",
      "level",
      name,
      plan.levels.map((each) => each.name),
    ),
  };
}

export function requireGroup(option: Option, level: Level, name: string): Result<Group> {
  const groups = groupsOfLevel(option, level.id);
  const group = groups.find((each) => isSameName(each.name, name));
  if (group !== undefined) return done(group);
  return {
    ok: false,
    problem: unknownName(
      "unknown-group",
      `${level.name} in the option "${option.name}"`,
      name,
      groups.map((each) => each.name),
    ),
  };
}

/** A group that may be the parent of a group of `level`: one of a higher level, named alone when that is enough. */
export function requireParent(
  plan: Plan,
  option: Option,
  level: Level,
  name: string,
  parentLevel: string | undefined,
): Result<Group> {
  const higher = plan.levels.slice(plan.levels.indexOf(level) + 1);
  if (parentLevel !== undefined) {
    const found = requireLevel(plan, parentLevel);
    if (!found.ok) return found;
    if (!higher.includes(found.value))
      return failed(
        "parent-not-higher",
        `A ${level.name} cannot have a ${found.value.name} as its parent: that level is not above it.`,
        { remedy: "Choose a group of a higher level.", where: { subject: name } },
      );
    return requireGroup(option, found.value, name);
  }
  const ids = new Set(higher.map((each) => each.id));
  const candidates = option.groups.filter((group) => ids.has(group.levelId));
  const matching = candidates.filter((group) => isSameName(group.name, name));
  const [first, second] = matching;
  if (first === undefined)
    return {
      ok: false,
      problem: unknownName(
        "unknown-group",
        `group above ${level.plural} in the option "${option.name}"`,
        name,
        candidates.map((group) => group.name),
      ),
    };
  if (second !== undefined)
    return failed("ambiguous-parent", `There are groups called "${first.name}" at more than one level.`, {
      remedy: "Say which level is meant.",
      where: { subject: name },
    });
  return done(first);
}

export function requireAssumption(plan: Plan, name: string): Result<Assumption> {
  const assumption = plan.assumptions.find((each) => isSameName(each.name, name));
  if (assumption !== undefined) return done(assumption);
  return {
    ok: false,
    problem: unknownName(
      "unknown-assumption",
      "assumption",
      name,
      plan.assumptions.map((each) => each.name),
    ),
  };
}

export function requireTable(plan: Plan, name: string): Result<PlanTable> {
  const table = findTable(plan, name);
  if (table !== undefined) return done(table);
  return {
    ok: false,
    problem: unknownName(
      "unknown-table",
      "table",
      name,
      planTables(plan).map((each) => each.title),
    ),
  };
}

/** A column that the plan itself holds: not the key, and not one that shows where a row belongs. */
export function requireOwnColumn(table: PlanTable, name: string): Result<Column> {
  const found = findColumn(table, name);
  if (found === undefined)
    return {
      ok: false,
      problem: unknownName(
        "unknown-column",
        `column of ${table.title}`,
        name,
        table.columns.map((each) => each.name),
      ),
    };
  if (found.role === "input" || found.role === "formula") return done(found.column);
  const instead =
    found.role === "key"
      ? table.kind === "practices"
        ? "Practice codes come from the files that are imported."
        : "Rename the group, level or option instead."
      : "Move the practices, set the group's parent or rename the level instead.";
  return failed(
    "built-in-column",
    `"${found.name}" of ${table.title} is part of the table and cannot be changed as a column.`,
    { remedy: instead, where: { subject: found.name, column: found.name } },
  );
}

export function requirePractice(plan: Plan, code: string): Result<number> {
  const index = practiceIndex(plan).get(practiceCode(code));
  if (index !== undefined) return done(index);
  return { ok: false, problem: unknownName("unknown-practice", "practice", code, plan.practices) };
}

/** Finds row keys by the names in a table's first column; made once for many rows. */
export function rowFinder(plan: Plan, table: PlanTable, option: Option): (name: string) => Result<string> {
  const { level } = table;
  if (table.kind === "supporting") return supportingRowFinder(plan, table, option);
  if (table.kind === "practices" || (table.kind === "level" && level === undefined))
    return (name) => {
      const index = requirePractice(plan, name);
      return index.ok ? done(plan.practices[index.value] ?? "") : index;
    };
  if (level === undefined)
    return (name) => {
      const found = requireOption(plan, name);
      return found.ok ? done(found.value.id) : found;
    };
  const byName = new Map(groupsOfLevel(option, level.id).map((group) => [nameKey(group.name), group.id]));
  return (name) => {
    if (isSameName(name, UNASSIGNED)) return done(UNASSIGNED);
    const id = byName.get(nameKey(name));
    if (id !== undefined) return done(id);
    const found = requireGroup(option, level, name);
    return found.ok ? done(found.value.id) : found;
  };
}

/** The columns a table itself holds, by the kind of table. */
export function ownColumns(plan: Plan, table: PlanTable): readonly Column[] {
  if (table.kind === "practices") return plan.practiceColumns;
  if (table.kind === "options") return plan.optionColumns;
  if (table.kind === "supporting") return table.supporting?.columns ?? [];
  return table.level === undefined ? [] : (plan.levelColumns[table.level.id] ?? []);
}

/** The part of the plan that holds a table's columns, with them replaced. */
export function withOwnColumns(plan: Plan, table: PlanTable, columns: readonly Column[]): Partial<Plan> {
  if (table.kind === "practices") return { practiceColumns: columns };
  if (table.kind === "supporting")
    return {
      supportingTables: plan.supportingTables.map((each) =>
        each.id === table.supporting?.id ? { ...each, columns } : each,
      ),
    };
  if (table.kind === "options" || table.level === undefined) return { optionColumns: columns };
  return { levelColumns: { ...plan.levelColumns, [table.level.id]: columns } };
}

/** Every column of every table with its Excel table name, in the order of planTables. */
export function allColumns(plan: Plan): readonly { readonly table: string; readonly column: Column }[] {
  return [
    ...plan.practiceColumns.map((column) => ({ table: PRACTICES_TABLE, column })),
    ...plan.levels.flatMap((level) =>
      (plan.levelColumns[level.id] ?? []).map((column) => ({ table: level.tableName, column })),
    ),
    ...plan.optionColumns.map((column) => ({ table: OPTIONS_TABLE, column })),
    ...plan.supportingTables.flatMap((table) =>
      table.columns.map((column) => ({ table: table.name, column })),
    ),
  ];
}

/** The rows a column's values may be of, in any option: what a key of `plan.keyedInputs` can be. */
export function keyedRows(
  plan: Plan,
  table: PlanTable,
  options: readonly Option[] = plan.options,
): readonly string[] {
  if (table.kind !== "level") return rowKeys(plan, table, baseOption(plan));
  const ids = options.flatMap((option) =>
    groupsOfLevel(option, table.level?.id ?? "").map((each) => each.id),
  );
  return [...new Set([UNASSIGNED, ...ids])];
}

/** The table that has the column of that id. */
export function tableOfColumn(plan: Plan, columnId: ColumnId): PlanTable | undefined {
  return planTables(plan).find((table) =>
    table.columns.some((each) => "column" in each && each.column.id === columnId),
  );
}
