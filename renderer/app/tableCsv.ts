// A table of the plan in one option as a CSV file, and what such a file cannot keep, in words: said before it is saved.

import { csvFile } from "../excel/csv/csvFile.ts";
import type { PlanCalculation } from "../plan/calculation.ts";
import type { Option, Plan } from "../plan/plan.ts";
import type { PlanTable } from "../plan/tables.ts";

/** The values the option shows, at full precision, in the plan's order of rows and columns. */
export function tableAsCsv(calculation: PlanCalculation, table: PlanTable, option: Option): string {
  const figures = calculation.table(table.name, option.id);
  const names = table.columns.map(({ name }) => name);
  return csvFile(
    table.columns,
    figures.rowKeys.map((_, row) => names.map((name) => figures.value(row, name))),
  );
}

/** What a CSV file of the table leaves behind, each as the end of a sentence. */
export function notKeptInCsv(plan: Plan, table: PlanTable): readonly string[] {
  const formulas = table.columns.filter(({ role }) => role === "formula").length;
  return [
    ...(formulas === 0
      ? []
      : [
          `${formulas === 1 ? "the formula of 1 column becomes" : `the formulas of ${formulas} columns become`} values`,
        ]),
    "number formats and notes are left out",
    ...(plan.options.length > 1 ? ["the other options are left out"] : []),
  ];
}
