// Which formula columns use each assumption, so that nobody changes a figure without seeing what hangs on it.

import { parseFormula, referencesOf } from "../../engine/index.ts";
import { allColumns } from "../../plan/lookups.ts";
import { nameKey } from "../../plan/names.ts";
import type { Plan } from "../../plan/plan.ts";

export interface UsingColumn {
  readonly table: string;
  readonly column: string;
}

/** Name key of an assumption -> the formula columns that name it, in the plan's order. */
export function assumptionUses(plan: Plan): ReadonlyMap<string, readonly UsingColumn[]> {
  const uses = new Map<string, UsingColumn[]>(plan.assumptions.map((each) => [nameKey(each.name), []]));
  for (const { table, column } of allColumns(plan)) {
    if (column.kind === "input") continue;
    const parsed = parseFormula(column.formula);
    if (!parsed.ok) continue;
    const named = new Set(referencesOf(parsed.tree).names.map((each) => nameKey(each.name)));
    for (const key of named) uses.get(key)?.push({ table, column: column.name });
  }
  return uses;
}
