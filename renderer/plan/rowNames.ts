// What the rows of a supporting table are called: such a table has no column of names that no two rows share, so the
// text of its first column names a row for the user, and its place where that is blank.

import { formatValue, isError, type Value } from "../engine/index.ts";
import { effectiveInput } from "./effective.ts";
import type { Column, Option, Plan } from "./plan.ts";
import type { PlanTable } from "./tables.ts";

/** The name of a row whose first column holds `value`; `at` from 0. */
export function rowNameOf(value: Value, column: Column | undefined, at: number): string {
  if (value === null || value === "" || isError(value)) return `row ${at + 1}`;
  return typeof value === "string" ? value : formatValue(value, column?.format ?? "General");
}

/** The names as the plan's inputs give them in an option; rows that a formula names are called by their place. */
export function supportingRowNames(plan: Plan, table: PlanTable, option: Option): readonly string[] {
  const first = table.supporting?.columns[0];
  return (table.supporting?.rows ?? []).map((row, at) => {
    const value = first?.kind === "input" ? effectiveInput(plan, first.id, row, option) : null;
    return rowNameOf(value, first, at);
  });
}
