// Checks a formula before it is accepted, without calculating anything.

import { columnsRead, compileFormula, compileModel, FormulaCompiler } from "./compileModel.ts";
import type { FormulaProblem, ModelStructure, TableStructure } from "./model.ts";
import { ModelNames } from "./references.ts";
import { foldText } from "./textPool.ts";

/**
 * The first problem of a formula for a column of that table: syntax, unknown function, table, column or name, number
 * of arguments, and the loop that replacing or adding the column would make. Null when there is none.
 */
export function checkFormula(
  structure: ModelStructure,
  table: string,
  column: string,
  formula: string,
): FormulaProblem | null {
  const own = structure.tables.find((each) => foldText(each.name) === foldText(table));
  if (own === undefined)
    return {
      code: "unknown-table",
      message: `There is no table called ${table}.`,
      start: 0,
      end: formula.length,
    };
  const changed = withFormula(structure, own, column, formula);
  const names = new ModelNames(changed);
  const result = compileFormula(names, names.table(table) ?? own, formula);
  if ("problem" in result) return result.problem;
  if (columnsRead(result.template).size === 0) return null;
  const found = compileModel(changed, new FormulaCompiler()).problems.find(
    (each) =>
      each.code === "cycle" &&
      foldText(each.table) === foldText(table) &&
      foldText(each.column) === foldText(column),
  );
  if (found === undefined) return null;
  const { code, message, start, end } = found;
  return { code, message, start, end };
}

/** The structure with the column's formula replaced, or the column added. */
function withFormula(
  structure: ModelStructure,
  own: TableStructure,
  column: string,
  formula: string,
): ModelStructure {
  const exists = own.columns.some((each) => foldText(each.name) === foldText(column));
  const columns = exists
    ? own.columns.map((each) =>
        foldText(each.name) === foldText(column) ? { name: each.name, formula } : each,
      )
    : [...own.columns, { name: column, formula }];
  return {
    ...structure,
    tables: structure.tables.map((each) => (each === own ? { ...own, columns } : each)),
  };
}
