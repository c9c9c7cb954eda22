// What is said of the formulas and tables of a file: formulas that come in as values, cells of tables that cannot be read,
// and tables of the plan that the file brings up to date.
//
// What must stay true: each formula column of the file that comes in as values is named once, with the reason.

import { isError } from "../../engine/index.ts";
import { isSameName } from "../../plan/names.ts";
import type { Plan } from "../../plan/plan.ts";
import type { ProblemPlace } from "../../plan/problem.ts";
import { cellErrorText, isBlankCell } from "../read/cells.ts";
import type { ReadFile } from "../read/sourceFile.ts";
import type { ChosenFormulas } from "./chosenFormulas.ts";
import { typedValue } from "./importColumns.ts";
import type { TableCells } from "./importedTables.ts";
import type { Mapping } from "./mapping.ts";
import type { PlanNames } from "./planNames.ts";
import { counted, firstOf, type ProblemList } from "./problemList.ts";
import type { SheetTable } from "./sheetTables.ts";

interface Said {
  readonly place: ProblemPlace;
}

/** One column's formula that would be wrong in the plan; `why` ends a sentence. */
export function formulaAsValues(
  column: string,
  table: SheetTable,
  why: string,
  { place }: Said,
  problems: ProblemList,
): void {
  problems.add({
    code: "formula-as-values",
    severity: "warning",
    message: `${column} comes in as values: ${why}.`,
    remedy: "Add a formula column for it, if the figures should move.",
    where: { ...place, sheet: table.sheet, column },
  });
}

/** Formula columns of what comes in that could not be translated, or that the plan keeps as figures. */
export function reportUntranslated(
  mapping: Mapping,
  { practices, tables }: ChosenFormulas,
  levels: ReadonlyMap<number, string>,
  { place }: Said,
  problems: ProblemList,
): void {
  // Who asked for values needs no reasons.
  if (mapping.valuesOnly === true) return;
  const selected = new Set(mapping.columns.filter((each) => each.selected).map((each) => each.index));
  for (const { name, index, formula, reason } of practices?.columns ?? []) {
    const where = { ...place, column: name };
    const level = levels.get(index);
    const role =
      index === mapping.listSize
        ? "list sizes"
        : index === mapping.code
          ? "practice codes"
          : index === mapping.name
            ? "practice names"
            : level === undefined
              ? null
              : `the groups of ${level}`;
    if (role !== null && (formula !== null || reason !== null))
      problems.add({
        code: "formula-as-values",
        severity: "note",
        message: `${name} comes in as values: it gives the ${role.replace(/^the /, "")}, which are figures of the plan and not formulas.`,
        where,
      });
    else if (reason !== null && selected.has(index))
      problems.add({ code: "formula-as-values", severity: "warning", message: reason, where });
  }
  for (const table of tables)
    for (const { name, reason } of table.columns)
      if (reason !== null)
        problems.add({
          code: "formula-as-values",
          severity: "warning",
          message: reason,
          where: { ...place, sheet: table.sheet, column: name },
        });
}

/** What the tables that come in lose, and what they replace. */
export function reportTables(
  request: Said & { readonly plan: Plan; readonly file: ReadFile; readonly chosen: ChosenFormulas },
  cells: ReadonlyMap<SheetTable, TableCells>,
  names: PlanNames,
  problems: ProblemList,
): void {
  const { plan, file, chosen, place } = request;
  const replaced = chosen.tables.filter((table) =>
    plan.supportingTables.some((each) => isSameName(each.name, names.table(table))),
  );
  if (replaced.length > 0)
    problems.add({
      code: "tables-replaced",
      severity: "note",
      message: `The plan already had ${counted(replaced.length, "table")} of these names, which now ${replaced.length === 1 ? "has" : "have"} the rows of ${file.fileName}: ${firstOf(replaced.map((each) => names.table(each)))}.`,
      remedy: "To keep both, give the tables of the file other names in its mapping.",
      where: place,
    });
  for (const table of chosen.tables) reportUnreadable(table, cells.get(table) ?? [], place, problems);
}

function reportUnreadable(
  table: SheetTable,
  cells: TableCells,
  place: ProblemPlace,
  problems: ProblemList,
): void {
  for (const column of table.columns) {
    if (column.formula !== null) continue;
    const rows = table.rows.filter((_, at) => {
      const cell = cells[at]?.[column.index] ?? null;
      if (isBlankCell(cell)) return false;
      return isError(cell) || cellErrorText(cell) !== null || typedValue(cell, column.type) === undefined;
    });
    const [first] = rows;
    if (first === undefined) continue;
    problems.add({
      code: "error-value",
      severity: "warning",
      message: `${counted(rows.length, "cell")} of ${column.name} on ${table.sheet} ${rows.length === 1 ? "holds" : "hold"} an error or nothing that fits the column, so ${rows.length === 1 ? "it was" : "they were"} left blank.`,
      remedy: "Put the formula behind it right in Excel and import again, or type the values in.",
      where: { ...place, sheet: table.sheet, row: first, column: column.name },
      rows: rows.length,
    });
  }
}
