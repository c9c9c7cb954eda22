// Which of a plan's practice columns mean something to the columns made here: need-weighted lists and the population that need is
// measured against. Found by name, because imports keep the names of their files.

import { type InputColumn, LIST_SIZE, type Plan } from "../plan/plan.ts";

/** Practice inputs that hold a need-weighted population: `Final WP`, `Weighted list size`. */
export function weightedColumns(plan: Plan): readonly InputColumn[] {
  return plan.practiceColumns.filter(
    (column): column is InputColumn =>
      column.kind === "input" &&
      column.type === "number" &&
      /(\bWP$)|(^weighted\b)/i.test(column.name.trim()),
  );
}

/** The population that need is measured against: the file's own (`pop 2022/23`), else the list size. */
export function populationColumn(plan: Plan): string {
  const own = plan.practiceColumns.find(
    (column) => column.kind === "input" && /^pop\b/i.test(column.name.trim()),
  );
  return own?.name ?? LIST_SIZE;
}

export function hasListSizes(plan: Plan): boolean {
  return plan.practiceColumns.some((column) => column.name === LIST_SIZE);
}
