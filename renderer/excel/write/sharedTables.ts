// Which supporting tables an option needs a copy of, and which it shares with the base. Practices and the levels always
// stand once per option; a supporting table has the same rows everywhere, so a second sheet is only worth it where a
// figure on it is, or may become, another one.
//
// What must stay true: a table that an option shares has no formula that would calculate something else in that option, not
// even after an edit in the workbook; so a formula that reads an assumption or a table of the option asks for a copy.

import { parseFormula } from "../../engine/grammar/parser.ts";
import { referencesOf } from "../../engine/grammar/rewrite.ts";
import { nameKey } from "../../plan/names.ts";
import { type Option, type Plan, PRACTICES_TABLE, type SupportingTable } from "../../plan/plan.ts";

/** Names (as `nameKey` gives them) of what the formulas of a table read: tables and defined names. */
function readNames(table: SupportingTable): ReadonlySet<string> {
  const names = new Set<string>();
  for (const column of table.columns) {
    if (column.kind !== "formula") continue;
    const parsed = parseFormula(column.formula);
    if (!parsed.ok) continue;
    const found = referencesOf(parsed.tree);
    for (const { table: read } of [...found.columns, ...found.tables])
      if (read !== null) names.add(nameKey(read));
    for (const { name } of found.names) names.add(nameKey(name));
  }
  return names;
}

/** The supporting tables (by table name) of which an option that is not the base needs a copy. */
export function copiedTables(plan: Plan, option: Option): ReadonlySet<string> {
  const reads = new Map(plan.supportingTables.map((table) => [table, readNames(table)]));
  const copied = new Set<string>();
  const perOption = new Set(
    [
      PRACTICES_TABLE,
      ...plan.levels.map(({ tableName }) => tableName),
      ...plan.assumptions.map(({ name }) => name),
    ].map(nameKey),
  );
  const hasOwn = ({ columns }: SupportingTable) =>
    columns.some(({ id }) => Object.keys(option.inputOverrides[id] ?? {}).length > 0);
  for (let grew = true; grew; ) {
    grew = false;
    for (const [table, names] of reads) {
      if (copied.has(table.name)) continue;
      if (!hasOwn(table) && ![...names].some((name) => perOption.has(name))) continue;
      copied.add(table.name);
      perOption.add(nameKey(table.name));
      grew = true;
    }
  }
  return copied;
}
