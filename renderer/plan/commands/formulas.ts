// What commands do to formulas: accept one only when the engine can calculate it, carry a new name into all that use
// the old one, and find the ones that something to be removed would break. Formulas are read by the engine
// alone; nothing here looks into their text.

import { checkFormula, parseFormula, referencesOf, rewriteFormula } from "../../engine/index.ts";
import { allColumns } from "../lookups.ts";
import { nameKey } from "../names.ts";
import { type Column, type FormulaColumn, OPTIONS_TABLE, type Plan, PRACTICES_TABLE } from "../plan.ts";
import { done, failed, type Result } from "../problem.ts";
import { planStructure } from "../structure.ts";
import type { PlanTable } from "../tables.ts";

/** Excel's longest formula. */
const LONGEST_FORMULA = 8_192;

/** Whether the plan, which holds the new column already, can calculate it; the problem points into the formula. */
export function checkNewFormula(plan: Plan, table: PlanTable, column: FormulaColumn): Result<FormulaColumn> {
  const where = { column: column.name, subject: table.title };
  if (!column.formula.startsWith("="))
    return failed("formula-without-equals", `The formula of "${column.name}" does not begin with =.`, {
      remedy: "Put = in front.",
      where: { ...where, start: 0, end: column.formula.length },
    });
  if (column.formula.length > LONGEST_FORMULA)
    return failed(
      "formula-too-long",
      `The formula of "${column.name}" has ${column.formula.length} characters.`,
      {
        remedy: `Excel allows ${LONGEST_FORMULA}; use a second column for a part of it.`,
        where,
      },
    );
  const wrong = checkFormula(planStructure(plan), table.name, column.name, column.formula);
  if (wrong === null) return done(column);
  const { code, message, start, end } = wrong;
  return failed(`formula-${code}`, message, { where: { ...where, start, end } });
}

/** Old and new names, compared without regard to case. Tables of columns are named as before the renaming. */
export interface NameChanges {
  readonly names?: readonly (readonly [from: string, to: string])[];
  readonly tables?: readonly (readonly [from: string, to: string])[];
  readonly columns?: readonly { readonly table: string; readonly from: string; readonly to: string }[];
}

/** How often a formula refers to a defined name. */
function usesOfName(formula: string, name: string): number {
  const parsed = parseFormula(formula);
  if (!parsed.ok) return 0;
  return referencesOf(parsed.tree).names.filter((each) => nameKey(each.name) === nameKey(name)).length;
}

/** The formula after the renaming, its very text when it uses none of the names; null when a variable hides a new name. */
function rewritten(formula: string, ownTable: string, changes: NameChanges): string | null {
  const names = new Map((changes.names ?? []).map(([from, to]) => [nameKey(from), to]));
  const tables = new Map((changes.tables ?? []).map(([from, to]) => [nameKey(from), to]));
  const columns = new Map(
    (changes.columns ?? []).map(({ table, from, to }) => [`${nameKey(table)}\n${nameKey(from)}`, to]),
  );
  let count = 0;
  const found = (to: string | undefined): string | null => {
    if (to === undefined) return null;
    count++;
    return to;
  };
  const next = rewriteFormula(formula, {
    ownTable,
    table: (table) => found(tables.get(nameKey(table))),
    column: (table, column) => found(columns.get(`${nameKey(table)}\n${nameKey(column)}`)),
    name: (name) => found(names.get(nameKey(name))),
  });
  if (count === 0) return formula;
  const isHidden = (changes.names ?? []).some(
    ([from, to]) => usesOfName(next, to) < usesOfName(formula, from),
  );
  return isHidden ? null : next;
}

/** `next`, which is `plan` with something renamed, with the new name in every formula that used the old one. */
export function withFormulasRewritten(plan: Plan, next: Plan, changes: NameChanges): Result<Plan> {
  const hidden: string[] = [];
  const inTable = (columns: readonly Column[], ownTable: string): readonly Column[] => {
    const after = columns.map((column) => {
      if (column.kind === "input") return column;
      const formula = rewritten(column.formula, ownTable, changes);
      if (formula === null) hidden.push(`"${column.name}" of ${ownTable}`);
      return formula === null || formula === column.formula ? column : { ...column, formula };
    });
    return after.every((column, at) => column === columns[at]) ? columns : after;
  };
  const oldName = new Map(plan.levels.map((level) => [level.id, level.tableName]));
  const levelColumns = Object.fromEntries(
    Object.entries(next.levelColumns).map(([id, columns]) => [id, inTable(columns, oldName.get(id) ?? "")]),
  );
  const isSame = Object.keys(levelColumns).every((id) => levelColumns[id] === next.levelColumns[id]);
  const oldTable = new Map(plan.supportingTables.map((table) => [table.id, table.name]));
  const supporting = next.supportingTables.map((table) => {
    const columns = inTable(table.columns, oldTable.get(table.id) ?? table.name);
    return columns === table.columns ? table : { ...table, columns };
  });
  const renamed = {
    ...next,
    practiceColumns: inTable(next.practiceColumns, PRACTICES_TABLE),
    levelColumns: isSame ? next.levelColumns : levelColumns,
    optionColumns: inTable(next.optionColumns, OPTIONS_TABLE),
    supportingTables: supporting.every((table, at) => table === next.supportingTables[at])
      ? next.supportingTables
      : supporting,
  };
  if (hidden.length === 0) return done(renamed);
  return failed("name-hidden", `The formula of ${hidden.join(", ")} has a variable of the new name.`, {
    remedy: "Choose another name, or rename the variable in the formula first.",
  });
}

/** Fails with the list of users when formulas that work in `plan` no longer would in `next`, where `what` is gone. */
export function refuseIfUsed(plan: Plan, next: Plan, what: string): Result<null> {
  const before = planStructure(plan);
  const after = planStructure(next);
  const users = allColumns(next).filter(
    ({ table, column }) =>
      column.kind === "formula" &&
      checkFormula(after, table, column.name, column.formula) !== null &&
      checkFormula(before, table, column.name, column.formula) === null,
  );
  if (users.length === 0) return done(null);
  const list = users.map(({ table, column }) => `"${column.name}" of ${table}`).join(", ");
  const columns =
    users.length === 1 ? "this formula column uses it" : `${users.length} formula columns use it`;
  return failed("in-use", `Cannot remove ${what}: ${columns}: ${list}.`, {
    remedy: "Change or remove these formulas first.",
    where: { subject: what },
  });
}
