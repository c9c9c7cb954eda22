// What the plan's base has in a cell of the workbook, and what the workbook itself has there now, as values of one kind.

import { isError, type Scalar, type Value } from "../../engine/values/value.ts";
import { baseInput } from "../../plan/effective.ts";
import { baseOption } from "../../plan/lookups.ts";
import { isSameName } from "../../plan/names.ts";
import { type Column, type Plan, PRACTICES_TABLE, UNASSIGNED } from "../../plan/plan.ts";
import { namesAtLevel } from "../../plan/tables.ts";
import { typedValue } from "../import/importColumns.ts";
import { groupText } from "../import/mapping.ts";
import type { ColumnPlace } from "../import/sourcePlaces.ts";
import type { EditValue } from "../package/cellEdit.ts";
import { isBlankCell } from "../read/cells.ts";
import type { BookTable } from "./bookPlaces.ts";

/** The plan's column of that name in a table. */
export function planColumn({ table }: BookTable, { name }: ColumnPlace): Column | undefined {
  const found = table.columns.find((each) => isSameName(each.name, name));
  return found?.role === "input" || found?.role === "formula" ? found.column : undefined;
}

/** The base's value of an input, or its override of a formula (`undefined` for none), by row key. */
export function valuesOf(
  plan: Plan,
  { table }: BookTable,
  column: Column,
): (key: string) => Scalar | undefined {
  if (table.name === PRACTICES_TABLE && column.kind === "input") {
    const index = new Map(plan.practices.map((code, at) => [code, at]));
    const values = plan.practiceInputs[column.id] ?? [];
    return (key) => values[index.get(key) ?? -1] ?? null;
  }
  if (column.kind === "input") return (key) => baseInput(plan, column.id, key) ?? null;
  return (key) => baseInput(plan, column.id, key);
}

/** The name of each practice's group at a level in the base, "" for none; null when there is no such level. */
export function groupsAt(plan: Plan, levelName: string): ((key: string) => string) | null {
  const level = plan.levels.find(({ name }) => isSameName(name, levelName));
  if (level === undefined) return null;
  const base = baseOption(plan);
  const names = namesAtLevel(base, level.id);
  const index = new Map(plan.practices.map((code, at) => [code, at]));
  return (key) => {
    const own = base.membership[index.get(key) ?? -1] ?? null;
    const name = own === null ? UNASSIGNED : (names.get(own) ?? UNASSIGNED);
    return name === UNASSIGNED ? "" : name;
  };
}

/** What the workbook has in a cell, as the import would read it. */
export function fileValue(value: Value, place: ColumnPlace): Scalar {
  if (place.kind === "level") return groupText(value);
  if (isBlankCell(value)) return null;
  if (place.kind === "formula") return isError(value) ? null : value;
  return typedValue(value, place.type) ?? null;
}

/** A value as an edit: dates are told apart, because a workbook may count them from 1904. */
export function editValue(value: Scalar, type: ColumnPlace["type"]): EditValue {
  return type === "date" && typeof value === "number" ? { serial: value } : value;
}
